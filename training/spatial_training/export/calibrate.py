"""Fits, on validation images, the factors that make the stated variances true and the
probability from which a thing counts as seen."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..data.batches import Batches, Collection
from ..data.sample import Sample
from ..evaluate.runner import Runner, Tensors

NORMAL_90 = 1.6449
ASKED = 24
LEAST_RESIDUALS = 20
ANSWERED_SHARE = 0.95  # of the things in view: what is asked about is nearly always there, and a reward lost is lost


@dataclass(frozen=True)
class Calibration:
    """`factors` multiply the variances of the model's outputs."""

    factors: dict[str, float]
    visible_threshold: float


def calibrate(model: Path, compiled: Path, images: int, seed: int) -> Calibration:
    """Asks the exported fp32 graphs about up to `images` compiled validation images."""
    runner = Runner(model)
    collection = Collection(compiled)
    samples = Batches(collection, 1, ASKED, seed)
    parts: dict[str, list[np.ndarray]] = {}
    for index in range(min(images, len(collection))):
        sample = samples.sample(index)
        pixels = np.ascontiguousarray(np.moveaxis(sample.canvas, -1, 0))[None]
        encoded = runner.encode_canvas(pixels, sample.intrinsics[None])
        answers = runner.ask_tokens(encoded, sample.tokens)
        for name, values in judge(sample, answers).items():
            parts.setdefault(name, []).append(values)
    joined = {name: np.concatenate(values) for name, values in parts.items()}
    scores, seen = joined.pop("score"), joined.pop("seen")
    return Calibration(
        factors={name: round(factor(z), 4) for name, z in joined.items()},
        visible_threshold=round(answering_threshold(scores, seen), 3),
    )


def judge(sample: Sample, answers: Tensors) -> dict[str, np.ndarray]:
    """Standardised residuals per kind of output, and scores of what is in view."""
    visible = sample.visible.reshape(-1, 2)
    centre, size = sample.centre.reshape(-1, 2, 3), sample.size.reshape(-1, 2, 3)
    there = visible == 1
    both = there.all(axis=1)
    distance = np.linalg.norm(centre[:, 0] - centre[:, 1], axis=1)
    both &= distance > 0.01
    gap = sample.pair_truth[: len(visible), 0]
    measured = both & np.isfinite(gap)
    log_distance = np.log(np.where(both, distance, 1.0))
    judged = np.isfinite(visible)
    return {
        "point": standard(answers["point"] - centre, answers["point_log_variance"])[there],
        "size": standard(np.log(answers["size"] / size), answers["size_log_variance"])[there],
        "distance": standard(answers["distance_log_mean"] - log_distance, answers["distance_log_variance"])[both],
        "gap": standard(answers["gap_mean"] - gap, answers["gap_log_variance"])[measured],
        "score": 1 / (1 + np.exp(-answers["visible_logit"][judged])),
        "seen": visible[judged],
    }


def standard(error: np.ndarray, log_variance: np.ndarray) -> np.ndarray:
    """Errors in standard deviations."""
    return np.abs(error) * np.exp(-0.5 * log_variance)


def factor(deviations: np.ndarray) -> float:
    """Variance factor with which 90 % of the errors lie in the 90 % interval.

    1 where there is too little to tell.
    """
    if deviations.size < LEAST_RESIDUALS:
        return 1.0
    return float((np.quantile(deviations, 0.9) / NORMAL_90) ** 2)


def answering_threshold(scores: np.ndarray, seen: np.ndarray) -> float:
    """The threshold of highest balanced accuracy, or a lower one from which on `ANSWERED_SHARE` of the
    seen things are answered; 0.5 where only one class occurs."""
    if seen.min(initial=1) == seen.max(initial=0):
        return 0.5
    candidates = np.linspace(0.05, 0.95, 91)
    accuracy = [(scores[seen == 1] >= t).mean() + (scores[seen == 0] < t).mean() for t in candidates]
    balanced = float(candidates[int(np.argmax(accuracy))])
    answering = float(np.quantile(scores[seen == 1], 1 - ANSWERED_SHARE))
    return min(balanced, max(answering, candidates[0]))
