"""Runs a model directory with onnxruntime, as any user of the files would."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

from ..data.letterbox import letterbox, letterbox_intrinsics, normalise
from ..data.tokens import encode, load_tokenizer

Tensors = dict[str, np.ndarray]
VARIANTS = {"fp32": "", "int8": "_int8"}


@dataclass(frozen=True)
class ModelSettings:
    """What the runner needs of config.json and preprocessor_config.json."""

    canvas: tuple[int, int]
    length: int
    calibration: dict[str, float]
    visible_threshold: float


class Runner:
    """`encode` an image once, then `ask` it any questions. One thread."""

    def __init__(self, folder: Path, variant: str = "fp32") -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        suffix = VARIANTS[variant]

        def open_graph(name: str) -> onnxruntime.InferenceSession:
            path = folder / "onnx" / f"{name}{suffix}.onnx"
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

        self.encoder, self.answer = open_graph("vision_encoder"), open_graph("answer")
        self.encoded_names = [output.name for output in self.encoder.get_outputs()]
        self.answer_names = [output.name for output in self.answer.get_outputs()]
        self.tokenizer: Tokenizer = load_tokenizer(folder / "tokenizer.json")
        self.settings = read_settings(folder)

    def encode(self, image: Image.Image, intrinsics: np.ndarray) -> Tensors:
        """Letterboxes an image; `intrinsics` (fx, fy, cx, cy) are in its own pixels."""
        canvas = self.settings.canvas
        return self.encode_canvas(
            normalise(letterbox(image, canvas))[None],
            letterbox_intrinsics(intrinsics, image.size, canvas)[None],
        )

    def encode_canvas(self, pixel_values: np.ndarray, intrinsics: np.ndarray) -> Tensors:
        """pixel_values [1, 3, H, W], intrinsics [1, 4] of the canvas."""
        feed = {"pixel_values": pixel_values, "intrinsics": intrinsics}
        encoded = dict(zip(self.encoded_names, self.encoder.run(None, feed), strict=True))
        return {**encoded, "intrinsics": intrinsics}

    def ask(self, encoded: Tensors, questions: list[str]) -> Tensors:
        """Every output of the answer graph, by name; the first axis is the questions'."""
        return self.ask_tokens(encoded, encode(self.tokenizer, questions, self.settings.length))

    def ask_tokens(self, encoded: Tensors, ids: np.ndarray) -> Tensors:
        ids = ids.astype(np.int64)
        feed = {**encoded, "input_ids": ids, "attention_mask": (ids > 0).astype(np.int64)}
        return dict(zip(self.answer_names, self.answer.run(None, feed), strict=True))


def read_settings(folder: Path) -> ModelSettings:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    size = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))["size"]
    return ModelSettings(
        canvas=(size["width"], size["height"]),
        length=config["max_question_tokens"],
        calibration=config["calibration"],
        visible_threshold=config["visible_threshold"],
    )
