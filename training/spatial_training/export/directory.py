"""Writes a whole model directory: settings, tokenizer, graphs and their int8 variants."""

import shutil
from pathlib import Path

from tokenizers import Tokenizer

from ..model import SpatialNano
from .compact import compact
from .onnx_files import write_graphs
from .quantise import EncoderFeed, quantise_encoder
from .settings import write_settings


def write_model_directory(
    model: SpatialNano,
    tokenizer: Tokenizer,
    folder: Path,
    *,
    feeds: list[EncoderFeed],
    calibration: dict[str, float],
    visible_threshold: float = 0.5,
) -> None:
    """`feeds` are encoder inputs of typical images, which set the int8 ranges.

    The int8 variant answers in full precision: its matrices are small, and finding their scales at
    run time cost more than 8 bits saved.
    """
    write_settings(model.config, folder, calibration, visible_threshold)
    tokenizer.save(str(folder / "tokenizer.json"))
    graphs = folder / "onnx"
    write_graphs(model, graphs)
    encoder, quantised = graphs / "vision_encoder.onnx", graphs / "vision_encoder_int8.onnx"
    quantise_encoder(encoder, quantised, feeds)
    for path in (encoder, quantised, graphs / "answer.onnx"):
        compact(path, halve=True)
    shutil.copyfile(graphs / "answer.onnx", graphs / "answer_int8.onnx")
