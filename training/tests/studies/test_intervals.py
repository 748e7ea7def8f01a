import numpy as np
import pytest

from spatial_training.studies.intervals import Values, change, figure, interval


def values(random: np.random.Generator, middle: float, frames: int = 200) -> Values:
    """Three rows a frame."""
    frame = np.repeat(np.arange(frames), 3)
    return Values(random.normal(middle, 1, len(frame)), frame, middle=True)


def test_a_figure_is_the_mean_of_its_seeds():
    frame = np.arange(3)
    seeds = [Values(np.array(v), frame, middle=True) for v in ([0.0, 1.0, 8.0], [2.0, 3.0, 4.0])]
    assert figure(seeds) == 2
    assert figure([Values(each.value, frame, middle=False) for each in seeds]) == 3


def test_an_interval_holds_the_figure_and_narrows_with_more_frames():
    few, many = (values(np.random.default_rng(0), 1.0, frames) for frames in (50, 5000))
    for each in (few, many):
        low, high = interval([each])
        assert low < figure([each]) < high
    assert np.diff(interval([many])) < 0.3 * np.diff(interval([few]))


def test_rows_of_one_frame_count_as_one():
    """The same row thirty times over is no more evidence than once."""
    once = Values(np.random.default_rng(0).normal(size=40), np.arange(40), middle=False)
    often = Values(np.repeat(once.value, 30), np.repeat(once.frame, 30), middle=False)
    assert interval([often]) == pytest.approx(interval([once]))


def test_luck_is_not_told_apart_and_an_effect_is():
    random = np.random.default_rng(1)
    reference = [values(random, 1.0) for _ in range(2)]
    assert not change([values(random, 1.0) for _ in range(2)], reference).told_apart
    assert change([values(random, 2.0) for _ in range(2)], reference).told_apart


def test_pairing_tells_apart_what_intervals_side_by_side_do_not():
    random = np.random.default_rng(2)
    reference = [values(random, 1.0) for _ in range(2)]
    shifted = [Values(each.value + 0.05, each.frame, each.middle) for each in reference]
    assert interval(shifted)[0] < interval(reference)[1]
    assert change(shifted, reference).told_apart


def test_seeds_that_disagree_or_one_alone_tell_nothing_apart():
    random = np.random.default_rng(3)
    one = values(random, 1.0)
    up, down = (Values(one.value + by, one.frame, True) for by in (1.0, -0.5))
    assert not change([up, down], [one, one]).told_apart
    assert not change([up], [one]).told_apart


def test_a_change_needs_the_same_seeds():
    one = values(np.random.default_rng(4), 1.0)
    with pytest.raises(ValueError, match="same seeds"):
        change([one, one], [one])
