"""Something that stands in front of a thing: a piece of the picture, laid over another part of it.

Hands hide what they hold, more of it and by other shapes than the simulator's do. What is behind is still
there and keeps its truth, but less of it is seen.
"""

from dataclasses import dataclass

import numpy as np

from .view import share_within

COVERED_SHARE = 0.3  # of the pictures
SIZE = (0.4, 1.0)  # of the thing's box, each way
OFF_CENTRE = 0.5  # of the thing's box at most
BRIGHTNESS = (0.2, 1.1)
SMALLEST_PIXELS = 4


@dataclass(frozen=True)
class Cover:
    """A rectangle of canvas pixels, `right` and `bottom` outside it."""

    left: int
    top: int
    right: int
    bottom: int


def draw_cover(random: np.random.Generator, boxes: np.ndarray, canvas_size: tuple[int, int]) -> Cover | None:
    """Over part of one of the boxes [T, 4] on the canvas, NaN where nothing is seen; None where none is left."""
    seen = boxes[np.isfinite(boxes).all(axis=1)]
    if len(seen) == 0:
        return None
    left, top, right, bottom = seen[random.integers(len(seen))]
    size = np.array([right - left, bottom - top])
    middle = np.array([left + right, top + bottom]) / 2 + random.uniform(-OFF_CENTRE, OFF_CENTRE, 2) * size
    half = random.uniform(*SIZE, 2) * size / 2
    low = np.clip(np.round(middle - half), 0, canvas_size).astype(int)
    high = np.clip(np.round(middle + half), 0, canvas_size).astype(int)
    if (high - low).min() < SMALLEST_PIXELS:
        return None
    return Cover(int(low[0]), int(low[1]), int(high[0]), int(high[1]))


def lay_over(canvas: np.ndarray, cover: Cover, random: np.random.Generator) -> np.ndarray:
    """The canvas [H, W, 3] uint8 with a piece from elsewhere in it, lighter or darker, in the cover's place."""
    height, width = cover.bottom - cover.top, cover.right - cover.left
    top = random.integers(0, canvas.shape[0] - height + 1)
    left = random.integers(0, canvas.shape[1] - width + 1)
    piece = canvas[top : top + height, left : left + width] * np.float32(random.uniform(*BRIGHTNESS))
    covered = canvas.copy()
    covered[cover.top : cover.bottom, cover.left : cover.right] = np.clip(piece, 0, 255)
    return covered


def uncovered_share(boxes: np.ndarray, cover: Cover) -> np.ndarray:
    """Share of each box [T, 4] that the cover leaves; 1 for unknown boxes."""
    return 1 - share_within(boxes, np.array([cover.left, cover.top]), np.array([cover.right, cover.bottom]))


def covered_cells(rows: int, columns: int, stride: int, cover: Cover) -> np.ndarray:
    """[rows, columns] whether a cell's centre lies behind the cover."""
    x, y = (np.arange(columns) + 0.5) * stride, (np.arange(rows) + 0.5) * stride
    return ((y > cover.top) & (y < cover.bottom))[:, None] & ((x > cover.left) & (x < cover.right))[None, :]
