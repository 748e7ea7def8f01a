"""Figures with intervals: frames and seeds are drawn anew, so that neither's luck is sold as an effect.

A change is paired: both sides are asked about the same frames, by networks of the same seeds. Seeds
are few and an interval knows no more of their luck than they show, so they must agree, too.
"""

from dataclasses import dataclass

import numpy as np

DRAWS = 1000
SEED = 5
CENTRAL = (2.5, 97.5)  # percent


@dataclass(frozen=True)
class Values:
    """One number per row of an examination and the frame it is of; rows with the same frame come or go together."""

    value: np.ndarray
    frame: np.ndarray
    middle: bool  # the figure is the median of the values, else their mean


@dataclass(frozen=True)
class Change:
    """A figure minus the reference's, with its central 95 % interval."""

    value: float
    low: float
    high: float
    agreed: bool  # whether there are several seeds, and all moved the same way

    @property
    def told_apart(self) -> bool:
        return self.agreed and not self.low <= 0 <= self.high


def figure(seeds: list[Values]) -> float:
    """Mean over seeds."""
    return float(np.mean([statistic(each, None) for each in seeds]))


def interval(seeds: list[Values]) -> tuple[float, float]:
    low, high = np.percentile(drawn(seeds), CENTRAL)
    return float(low), float(high)


def change(seeds: list[Values], reference: list[Values]) -> Change:
    """Raises ValueError where the two don't have the same number of seeds."""
    if len(seeds) != len(reference):
        raise ValueError(f"a change needs the same seeds on both sides; got {len(seeds)} and {len(reference)}")
    low, high = np.percentile(drawn(seeds) - drawn(reference), CENTRAL)
    moved = [statistic(one, None) - statistic(other, None) for one, other in zip(seeds, reference, strict=True)]
    agreed = len(moved) > 1 and len({float(np.sign(m)) for m in moved}) == 1
    return Change(float(np.mean(moved)), float(low), float(high), agreed)


def drawn(seeds: list[Values]) -> np.ndarray:
    """The figure of each draw of frames and seeds; the draws are the same for every variant."""
    random = np.random.default_rng(SEED)
    frames = 1 + max(int(each.frame.max()) for each in seeds)
    prepared = [ordered(each) for each in seeds]
    found = np.empty(DRAWS)
    for i in range(DRAWS):
        counts = np.bincount(random.integers(0, frames, frames), minlength=frames)
        chosen = random.integers(0, len(seeds), len(seeds))
        found[i] = np.mean([statistic(prepared[k], counts) for k in chosen])
    return found


def ordered(values: Values) -> Values:
    order = np.argsort(values.value, kind="stable")
    return Values(values.value[order], values.frame[order], values.middle)


def statistic(values: Values, counts: np.ndarray | None) -> float:
    """Median or mean, each row as often as its frame was drawn; counted values must be in order."""
    if counts is None:
        return float(np.median(values.value) if values.middle else np.mean(values.value))
    weight = counts[values.frame]
    if not values.middle:
        return float((values.value * weight).sum() / weight.sum())
    reached = np.cumsum(weight)
    return float(values.value[np.searchsorted(reached, reached[-1] / 2)])
