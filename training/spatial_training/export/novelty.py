"""How far an image is from those the model has learnt from, as a third graph of the model directory.

`onnx/novelty.onnx`: the encoder's context features to one number, the Mahalanobis distance of their
means and deviations over the picture from those of validation images. It is scaled so that 1 in 100
validation images (of a half that was not fitted) lies beyond 1.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ..data.batches import Batches, Collection
from ..evaluate.runner import Runner
from .compact import compact
from .onnx_files import OPSET

FEATURES, NOVELTY, FILE = "context", "novelty", "novelty.onnx"
SHRINKAGE = 0.1  # of the correlations towards none: few images, many channels
FAR_SHARE = 0.99
LEAST_DEVIATION = 1e-4
LEAST_IMAGES = 8


@dataclass(frozen=True)
class Familiar:
    """The pooled features [C] of familiar images: |whiten (x - mean)| / far is the novelty of x."""

    mean: np.ndarray
    whiten: np.ndarray
    far: float

    def novelty(self, pooled: np.ndarray) -> np.ndarray:
        """Of pooled features [N, C]: [N]."""
        return np.linalg.norm((pooled - self.mean) @ self.whiten, axis=1) / self.far


def pool(features: np.ndarray) -> np.ndarray:
    """[1, C, H, W] to means and deviations over the picture, [2 C]."""
    return np.concatenate([features[0].mean(axis=(1, 2)), features[0].std(axis=(1, 2))])


def fit(pooled: np.ndarray) -> Familiar:
    """Fitted on every other row; the rest says how far is far. Raises ValueError for too few images."""
    if len(pooled) < LEAST_IMAGES:
        raise ValueError(f"novelty needs at least {LEAST_IMAGES} validation images; got {len(pooled)}")
    fitted, judged = pooled[::2].astype(np.float64), pooled[1::2]
    deviation = fitted.std(axis=0).clip(LEAST_DEVIATION)
    mean = fitted.mean(axis=0)
    standard = (fitted - mean) / deviation
    correlation = (1 - SHRINKAGE) * (standard.T @ standard) / len(fitted) + SHRINKAGE * np.eye(len(mean))
    # precision = L L^T, so that |L^T x| is the Mahalanobis distance
    whiten = np.linalg.cholesky(np.linalg.inv(correlation)) / deviation[:, None]
    distances = Familiar(mean, whiten, 1.0).novelty(judged)
    return Familiar(mean, whiten, float(np.quantile(distances, FAR_SHARE)))


def write_graph(familiar: Familiar, shape: list[int | str], path: Path) -> None:
    """The graph of `Familiar.novelty` for features of the encoder's shape [1, C, H, W]."""
    constants = {
        "picture": np.array([2, 3], dtype=np.int64),
        "channels": np.array([1], dtype=np.int64),
        "mean": familiar.mean[None].astype(np.float32),
        "whiten": (familiar.whiten / familiar.far).astype(np.float32),
        "tiny": np.array([1e-12], dtype=np.float32),
    }
    node = helper.make_node
    nodes = [
        node("ReduceMean", [FEATURES, "picture"], ["means"], keepdims=1),
        node("Sub", [FEATURES, "means"], ["centred"]),
        node("Mul", ["centred", "centred"], ["squares"]),
        node("ReduceMean", ["squares", "picture"], ["variances"], keepdims=0),
        node("Add", ["variances", "tiny"], ["positive"]),
        node("Sqrt", ["positive"], ["deviations"]),
        node("ReduceMean", [FEATURES, "picture"], ["flat_means"], keepdims=0),
        node("Concat", ["flat_means", "deviations"], ["pooled"], axis=1),
        node("Sub", ["pooled", "mean"], ["off"]),
        node("MatMul", ["off", "whiten"], ["white"]),
        node("ReduceL2", ["white", "channels"], [NOVELTY], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        NOVELTY,
        [helper.make_tensor_value_info(FEATURES, TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(NOVELTY, TensorProto.FLOAT, [1])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.save(model, str(path))
    compact(path, halve=False)


def write_novelty(folder: Path, compiled: Path, images: int, seed: int) -> Familiar:
    """Asks the exported encoder about up to `images` compiled validation images and writes the graph beside it."""
    runner = Runner(folder)
    collection = Collection(compiled)
    samples = Batches(collection, 1, 1, seed)
    pooled, shape = [], []
    for index in range(min(images, len(collection))):
        sample = samples.sample(index)
        pixels = np.ascontiguousarray(np.moveaxis(sample.canvas, -1, 0))[None]
        features = runner.encode_canvas(pixels, sample.intrinsics[None])[FEATURES]
        pooled.append(pool(features))
        shape = list(features.shape)
    familiar = fit(np.array(pooled))
    write_graph(familiar, shape, folder / "onnx" / FILE)
    return familiar
