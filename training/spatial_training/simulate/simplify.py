"""Lighter stand-ins for detailed meshes: fewer faces to draw, and few points for distances."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .mesh import Array, Mesh

FINEST, COARSEST, CELLS = 0.0012, 0.004, 40  # edge of a cell [m], and how many a mesh is long


def clustered(vertices: Array, faces: NDArray[np.int32], coarsest: float = COARSEST, cells: int = CELLS) -> Mesh:
    """Merges vertices of one cell of a grid into their mean (Rossignac & Borrel 1993); collapsed faces go."""
    cell = float(np.clip(np.ptp(vertices, axis=0).max() / cells, FINEST, coarsest))
    keys = np.floor(vertices / cell).astype(np.int64)
    _, group, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    merged = np.stack([np.bincount(group, vertices[:, k]) / counts for k in range(3)], 1)
    kept = group[faces]
    whole = (kept[:, 0] != kept[:, 1]) & (kept[:, 1] != kept[:, 2]) & (kept[:, 2] != kept[:, 0])
    corners = kept[whole]
    _, first = np.unique(np.sort(corners, axis=1), axis=0, return_index=True)
    corners = corners[np.sort(first)]
    used, renumbered = np.unique(corners, return_inverse=True)
    return Mesh(merged[used], renumbered.reshape(-1, 3).astype(np.int32), np.zeros((len(used), 2)))


def support_points(vertices: Array, directions: int = 72) -> Array:
    """The farthest vertices in evenly spread directions: their hull is that of all, to about 1 %."""
    k = np.arange(directions) + 0.5
    height, turn = 1 - 2 * k / directions, np.pi * (1 + np.sqrt(5)) * k
    ring = np.sqrt(1 - height**2)
    sphere = np.stack([ring * np.cos(turn), ring * np.sin(turn), height], 1)
    ends = np.concatenate([sphere, np.eye(3), -np.eye(3)])
    return vertices[np.unique(np.argmax(vertices @ ends.T, axis=0))]
