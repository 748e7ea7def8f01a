"""What a stereo depth camera (a RealSense D435) makes of true depth: noise, steps, holes, edges, misalignment.

Disparity is what such a camera measures, so errors are of inverse depth and grow with the square of depth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, maximum_filter, minimum_filter, shift

from .mesh import Array

Depth = NDArray[np.float32]
Millimetres = NDArray[np.uint16]

ERROR = 0.02  # standard deviation of a pixel at 1 m [1/m]
SLOW = 0.04  # share of its variance that neighbours within tens of pixels have in common
GRAIN, WAVE = 0.7, 12.0  # how far the noise of a matching window, and the slow part, reach [pixels]
STEP = 0.0015  # disparity in thirty-seconds of a pixel, at 1 m [1/m]
BASELINE = 0.05  # between the two imagers [m]
NEAREST, FARTHEST = 0.2, 8.0  # measured range [m]
MISALIGNED = 1.0  # between depth and colour [pixels]
JUMP, EDGE_HOLES = 0.03, 0.5  # what counts as an edge [m], and the share of its pixels without depth
PATCHES = 0.02  # share of the picture without depth for reasons of texture
WALL, WALL_SHARE = 2.5, 0.1  # spoiled: so far is the wall that a share of the pixels shows instead [m]


@dataclass(frozen=True)
class Faults:
    """What stays the same through a recording: misalignment in rows and columns [pixels], and patches [h, w]."""

    offset: tuple[float, float]
    patches: NDArray[np.bool_]


def random_faults(height: int, width: int, rng: Generator) -> Faults:
    angle = rng.uniform(0, 2 * np.pi)
    offset = MISALIGNED * np.array([np.sin(angle), np.cos(angle)])
    return Faults((float(offset[0]), float(offset[1])), blobs(height, width, PATCHES, rng))


def blobs(height: int, width: int, share: float, rng: Generator) -> NDArray[np.bool_]:
    """A mask whose true pixels are this share of all and lie together, a few pixels wide."""
    field = gaussian_filter(rng.standard_normal((height, width), dtype=np.float32), 2.5)
    return field > np.quantile(field, 1 - share)


def smooth_noise(shape: tuple[int, ...], reach: float, rng: Generator) -> Depth:
    """Noise of standard deviation 1 whose neighbours agree within about `reach` pixels."""
    field = gaussian_filter(rng.standard_normal(shape, dtype=np.float32), reach, mode="wrap")
    return field / np.float32(field.std())


def shadowed(depth: Depth, focal: float) -> NDArray[np.bool_]:
    """Pixels that the second imager can't see because something nearer stands in its way."""
    columns = np.arange(depth.shape[1], dtype=np.float32)
    there = columns - focal * BASELINE / depth
    leftmost = np.minimum.accumulate(there[:, ::-1], axis=1)[:, ::-1]
    hidden = np.zeros(depth.shape, bool)
    hidden[:, :-1] = there[:, :-1] > leftmost[:, 1:]
    return hidden


def edges(depth: Depth) -> NDArray[np.bool_]:
    return maximum_filter(depth, 3) - minimum_filter(depth, 3) > JUMP


def measure(depth: Depth, focal: float, faults: Faults, rng: Generator) -> Millimetres:
    """True depth [h, w] in metres as the camera tells it, in millimetres; 0 is unknown. `focal` in pixels."""
    seen = shift(depth, faults.offset, order=1, mode="nearest")
    noise = np.sqrt(1 - SLOW) * smooth_noise(depth.shape, GRAIN, rng) + np.sqrt(SLOW) * smooth_noise(
        depth.shape, WAVE, rng
    )
    inverse = np.round((1 / seen + ERROR * noise) / STEP) * STEP
    metres = 1 / np.maximum(inverse, STEP)
    lost = (
        faults.patches
        | shadowed(seen, focal)
        | (edges(seen) & (rng.random(depth.shape) < EDGE_HOLES))
        | (metres < NEAREST)
        | (metres > FARTHEST)
    )
    return np.where(lost, 0, np.round(1000 * metres)).astype(np.uint16)


def with_wall(millimetres: Millimetres, rng: Generator) -> Millimetres:
    """Spoiled: a share of the pixels, in blobs, shows a wall behind everything."""
    return np.where(blobs(*millimetres.shape, WALL_SHARE, rng), np.uint16(1000 * WALL), millimetres)


def metres_of(millimetres: Millimetres) -> Array:
    """NaN where nothing is known."""
    return np.where(millimetres == 0, np.nan, millimetres / 1000)
