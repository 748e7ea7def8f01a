"""Runs a nano model directory with onnxruntime: one picture and one question to a distance."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import pyvips
from PIL import Image
from tokenizers import Tokenizer


@dataclass(frozen=True)
class Answer:
    """Metres between the centres of two things; `visible` is the lesser probability that each is in sight."""

    metres: float
    stddev: float
    visible: float
    is_seen: bool


class Nano:
    """`ask` how far two things are apart in a picture. One thread, fp32, on the CPU."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        preprocessor = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))
        self.length: int = config["max_question_tokens"]
        self.threshold: float = config["visible_threshold"]
        self.calibration: float = config["calibration"]["distance"]
        self.preprocessor = preprocessor
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1

        def open_graph(name: str) -> onnxruntime.InferenceSession:
            path = str(folder / "onnx" / f"{name}.onnx")
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self.encoder, self.answer = open_graph("vision_encoder"), open_graph("answer")

    def ask(self, picture: np.ndarray, subject: str, thing: str, fov_degrees: float) -> Answer:
        """picture: RGB [height, width, 3] uint8. Raises ValueError for words that the model has not learnt."""
        height, width = picture.shape[:2]
        focal = width / 2 / np.tan(np.radians(fov_degrees) / 2)
        pixels, intrinsics = self._on_canvas(picture, np.array([focal, focal, width / 2, height / 2]))
        seen = run(self.encoder, {"pixel_values": pixels, "intrinsics": intrinsics})
        ids = self._tokens(f"How far is the {subject} from the {thing}?")
        told = run(
            self.answer,
            {**seen, "intrinsics": intrinsics, "input_ids": ids, "attention_mask": (ids > 0).astype(np.int64)},
        )
        return self._read(told)

    def _read(self, told: dict[str, np.ndarray]) -> Answer:
        log_mean = float(told["distance_log_mean"].reshape(-1)[0])
        log_variance = self.calibration * float(np.exp(told["distance_log_variance"].reshape(-1)[0]))
        median = float(np.exp(log_mean))
        mean = float(np.exp(log_mean + log_variance / 2))
        variance = (np.exp(log_variance) - 1) * mean**2 + (mean - median) ** 2
        visible = float(np.min(1 / (1 + np.exp(-told["visible_logit"]))))
        return Answer(median, float(np.sqrt(variance)), visible, visible >= self.threshold)

    def _tokens(self, question: str) -> np.ndarray:
        encoding = self.tokenizer.encode(question)
        unknown = self.tokenizer.token_to_id("[UNK]")
        if unknown in encoding.ids or len(encoding.ids) > self.length:
            words = [question[a:b] for i, (a, b) in zip(encoding.ids, encoding.offsets, strict=True) if i == unknown]
            raise ValueError(f"the model has no words for: {', '.join(words) or 'so long a question'}")
        ids = np.zeros((1, self.length), dtype=np.int64)
        ids[0, : len(encoding.ids)] = encoding.ids
        return ids

    def _on_canvas(self, picture: np.ndarray, intrinsics: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Centred on the model's canvas, resized with antialiasing; and the camera's intrinsics along with it."""
        size = self.preprocessor["size"]
        height, width = picture.shape[:2]
        scale = min(size["width"] / width, size["height"] / height)
        placed = tuple(max(1, int(np.floor(side * scale + 0.5))) for side in (width, height))
        left, top = (size["width"] - placed[0]) // 2, (size["height"] - placed[1]) // 2
        canvas = np.full((size["height"], size["width"], 3), self.preprocessor["pad_value"], dtype=np.uint8)
        canvas[top : top + placed[1], left : left + placed[0]] = resized(picture, placed)
        mean, std = (np.float32(self.preprocessor[name]) for name in ("image_mean", "image_std"))
        values = (canvas.astype(np.float32) * np.float32(self.preprocessor["rescale_factor"]) - mean) / std
        sx, sy = placed[0] / width, placed[1] / height
        fx, fy, cx, cy = intrinsics
        on_canvas = np.array([[fx * sx, fy * sy, cx * sx + left, cy * sy + top]], dtype=np.float32)
        return np.ascontiguousarray(np.moveaxis(values, -1, 0)[None]), on_canvas


def resized(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """To (width, height). Shrunk by the library and filter of the command line: others differ by a grey level here and
    there, and the distance by half a millimetre with them."""
    height, width = picture.shape[:2]
    if size[0] > width or size[1] > height:
        return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR))
    if size == (width, height):
        return picture
    image = pyvips.Image.new_from_memory(np.ascontiguousarray(picture).data, width, height, 3, "uchar")
    return image.resize(size[0] / width, vscale=size[1] / height, kernel="linear").numpy()


def run(session: onnxruntime.InferenceSession, feed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Every output by its name; what the graph doesn't ask for is left out."""
    wanted = {each.name for each in session.get_inputs()}
    names = [each.name for each in session.get_outputs()]
    return dict(zip(names, session.run(names, {k: v for k, v in feed.items() if k in wanted}), strict=True))
