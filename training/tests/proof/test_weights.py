"""Weights by LeRobot's convention, and the potential by true poses."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spatial_training.proof.potential import potentials, tolerance
from spatial_training.proof.weights import AHEAD, progress_weights, read_progress


def lerobots_weight(gained, mean, std, kappa=0.01, epsilon=1e-6):
    """SARM's equations 8 and 9 for one row, as LeRobot's RABCWeights has them."""
    if gained > kappa:
        return 1.0
    if gained < 0:
        return 0.0
    return float(np.clip((gained - (mean - 2 * std)) / (4 * std + epsilon), 0, 1))


def test_weights_are_those_of_lerobot():
    progress = np.random.default_rng(3).random((5, 12)) * 0.05
    later = np.minimum(np.arange(12) + AHEAD, 11)
    gained = progress[:, later] - progress
    mean, std = max(gained.mean(), 0), max(gained.std(), 1e-6)
    expected = [[lerobots_weight(g, mean, std) for g in row] for row in gained]
    assert np.allclose(progress_weights(progress), expected)


def test_rising_rows_count_whole_and_falling_ones_not():
    weights = progress_weights(np.array([np.linspace(0, 1, 12), np.linspace(1, 0, 12)]))
    assert np.all(weights[0, :-1] == 1) and np.all(weights[1, :-1] == 0)


def test_a_last_row_is_compared_with_itself():
    weights = progress_weights(np.array([np.linspace(0, 1, 12)]))
    assert 0 <= weights[0, -1] < 1


def sidecar(path, index):
    rows = len(index)
    columns = {"index": index, "episode_index": [0] * rows, "frame_index": index, "progress_sparse": [0.5] * rows}
    pq.write_table(pa.table(columns), path)
    return path


def test_progress_is_read_row_by_row_and_other_rows_are_refused(tmp_path):
    assert read_progress(sidecar(tmp_path / "a.parquet", list(range(6))), 2, 3).shape == (2, 3)
    with pytest.raises(ValueError, match="not those of 2 tries of 3 steps"):
        read_progress(sidecar(tmp_path / "b.parquet", list(range(5))), 2, 3)


def test_tolerance_is_dm_controls():
    assert tolerance(0.01, 0.02, 0.4) == 1
    assert tolerance(0.42, 0.02, 0.4) == pytest.approx(0.1)
    assert tolerance(0.22, 0.02, 0.4) == pytest.approx(0.1**0.25)


def test_a_potential_rises_on_the_way_and_ends_at_one():
    distance = np.concatenate([np.linspace(0.4, 0.01, 10), np.full(14, 0.01)])
    raised = np.concatenate([np.zeros(14), np.linspace(0, 0.15, 10)])
    found = potentials(distance, raised)
    assert np.all(np.diff(found) >= -1e-9) and found[-1] == 1 and found[0] < 0.1


def test_reaching_alone_is_half_of_it_at_most_and_a_short_touch_is_no_stage():
    near = potentials(np.full(24, 0.01), np.zeros(24))
    assert near.max() <= 0.5 + 0.5 * tolerance(0.08, 0, 0.08) + 1e-9
    touch = np.full(24, 0.2)
    touch[5] = 0.01
    assert potentials(touch, np.zeros(24))[-1] < 0.5


def test_what_something_else_lifts_is_no_success():
    assert potentials(np.full(24, 0.3), np.full(24, 0.2))[-1] < 0.5
