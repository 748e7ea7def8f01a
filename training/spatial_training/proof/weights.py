"""Weights of reward-aligned behaviour cloning, by LeRobot's convention (its RABCWeights, SARM's equations 8 and 9)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from .world import Vector

AHEAD = 4  # rows from a row to the one that its progress is compared with: LeRobot's chunk_size; a second here
ENOUGH = 0.01  # kappa: more progress has the whole weight
EPSILON = 1e-6


def read_progress(sidecar: Path, episodes: int, steps: int) -> Vector:
    """Progress of every row [episodes, steps]. Raises ValueError where the sidecar is of other rows."""
    table = pq.read_table(sidecar, columns=["index", "episode_index", "frame_index", "progress_sparse"]).to_pydict()
    rows = [k * steps + i for k in range(episodes) for i in range(steps)]
    if table["index"] != rows:
        raise ValueError(f"{sidecar}: has {len(table['index'])} rows, not those of {episodes} tries of {steps} steps")
    return np.array(table["progress_sparse"], dtype=np.float64).reshape(episodes, steps)


def progress_weights(progress: Vector) -> Vector:
    """Weights [episodes, steps] from progress: 1 where it grows by more than ENOUGH within AHEAD rows (to the last
    row near an end), 0 where it falls, between by how much other rows grow."""
    steps = progress.shape[1]
    later = np.minimum(np.arange(steps) + AHEAD, steps - 1)
    gained = progress[:, later] - progress
    mean, spread = max(float(gained.mean()), 0.0), max(float(gained.std()), EPSILON)
    soft = np.clip((gained - (mean - 2 * spread)) / (4 * spread + EPSILON), 0, 1)
    return np.where(gained > ENOUGH, 1.0, np.where(gained >= 0, soft, 0.0))
