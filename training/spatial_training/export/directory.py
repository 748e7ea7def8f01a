"""Writes a whole model directory: settings, tokenizer, graphs and their int8 variants."""

from pathlib import Path

from tokenizers import Tokenizer

from ..model import SpatialNano
from .compact import compact
from .onnx_files import write_graphs
from .quantise import EncoderFeed, quantise_answers, quantise_encoder
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
    """`feeds` are encoder inputs of typical images, which set the int8 ranges."""
    write_settings(model.config, folder, calibration, visible_threshold)
    tokenizer.save(str(folder / "tokenizer.json"))
    graphs = folder / "onnx"
    write_graphs(model, graphs)
    for name in ("vision_encoder", "answer"):
        source, target = graphs / f"{name}.onnx", graphs / f"{name}_int8.onnx"
        if name == "answer":
            quantise_answers(source, target)
        else:
            quantise_encoder(source, target, feeds)
        compact(source, halve=True)
        compact(target, halve=True)
