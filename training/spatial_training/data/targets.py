"""Dense truth at the centres of the context cells, looked up in a shard's maps through a view."""

from dataclasses import dataclass

import numpy as np

from .view import View, view_transform

BACKGROUND, UNKNOWN = 0, 255


@dataclass(frozen=True)
class DenseMaps:
    """Of one image. Either is None where the data set has none."""

    owner: np.ndarray | None  # [h, w] uint8: 0 background, 1 + index of the thing shown
    depth: np.ndarray | None  # [h', w'] metres along the optical axis


def look_up(
    maps: DenseMaps, view: View, image_size: tuple[int, int], canvas: tuple[int, int], stride: int
) -> tuple[np.ndarray, np.ndarray]:
    """(owner, depth) per cell [rows, columns]; UNKNOWN and NaN outside what the view draws."""
    sx, sy, shift_x, shift_y = view_transform(view)
    x = ((np.arange(canvas[0] // stride) + 0.5) * stride - shift_x) / sx
    y = ((np.arange(canvas[1] // stride) + 0.5) * stride - shift_y) / sy
    left, top, right, bottom = view.crop
    drawn = ((y > top) & (y < bottom))[:, None] & ((x > left) & (x < right))[None, :]
    owner = nearest(maps.owner, x, y, image_size)
    depth = nearest(maps.depth, x, y, image_size)
    unknown_owner = np.full(drawn.shape, UNKNOWN, np.int64)
    unknown_depth = np.full(drawn.shape, np.nan, np.float32)
    return (
        unknown_owner if owner is None else np.where(drawn, owner, UNKNOWN),
        unknown_depth if depth is None else np.where(drawn, depth.astype(np.float32), np.nan),
    )


def nearest(values: np.ndarray | None, x: np.ndarray, y: np.ndarray, image_size: tuple[int, int]) -> np.ndarray | None:
    """Values of the map at image coordinates x [columns], y [rows]; clamped to its border."""
    if values is None:
        return None
    rows, columns = values.shape
    column = np.clip((x * columns / image_size[0]).astype(int), 0, columns - 1)
    row = np.clip((y * rows / image_size[1]).astype(int), 0, rows - 1)
    return values[row[:, None], column[None, :]]
