"""How far int8 is from fp32 on the same validation images, and how fast each is."""

import time
from pathlib import Path

import numpy as np

from ..data.batches import Batches, Collection
from ..data.sample import Sample
from ..evaluate.runner import Runner
from .quantise import EncoderFeed

ASKED = 4


def feeds_of(compiled: Path, count: int) -> list[EncoderFeed]:
    """Encoder inputs of the first images."""
    return [
        {"pixel_values": pixels(sample), "intrinsics": sample.intrinsics[None]}
        for sample in samples_of(compiled, count)
    ]


def samples_of(compiled: Path, count: int) -> list[Sample]:
    collection = Collection(compiled)
    batches = Batches(collection, 1, ASKED, seed=0)
    return [batches.sample(index) for index in range(min(count, len(collection)))]


def pixels(sample: Sample) -> np.ndarray:
    return np.ascontiguousarray(np.moveaxis(sample.canvas, -1, 0))[None]


def compare_variants(model: Path, compiled: Path, count: int) -> list[str]:
    """Lines of text: time per image and for four questions, and differences of the answers."""
    samples = samples_of(compiled, count)
    answers, lines = {}, []
    for variant in ("fp32", "int8"):
        runner = Runner(model, variant)
        encoding, asking, found = [], [], []
        for sample in samples:
            began = time.perf_counter()
            encoded = runner.encode_canvas(pixels(sample), sample.intrinsics[None])
            between = time.perf_counter()
            found.append(runner.ask_tokens(encoded, sample.tokens))
            encoding.append(between - began)
            asking.append(time.perf_counter() - between)
        lines.append(
            f"{variant}: {1e3 * np.median(encoding):.1f} ms an image, "
            f"{1e3 * np.median(asking):.1f} ms for {ASKED} questions"
        )
        answers[variant] = found
    for name in ("pixel", "point", "distance_log_mean", "visible_logit"):
        difference = np.concatenate(
            [np.abs(a[name] - b[name]).ravel() for a, b in zip(answers["fp32"], answers["int8"], strict=True)]
        )
        lines.append(
            f"|int8 - fp32| {name}: median {np.median(difference):.4f}, 95 % {np.quantile(difference, 0.95):.4f}"
        )
    return lines
