"""Exact geometric augmentation: a crop, a placement on the canvas, perhaps a mirror.

Only the intrinsics change; points in the optical frame stay, or have x negated by a mirror.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from .letterbox import PADDING_VALUE, Placement, letterbox_placement, round_half_up

CROPPED_SHARE, FRAMED_SHARE = 0.25, 0.1
LARGEST_ZOOM = 1.6
ASPECTS = (1.0, 1.9)
SMALLEST_PLACEMENT = 0.7


@dataclass(frozen=True)
class View:
    """Image pixels (left, top, right, bottom) drawn at `placement` on the canvas."""

    crop: tuple[float, float, float, float]
    placement: Placement
    mirrored: bool


def plain_view(image_size: tuple[int, int], canvas_size: tuple[int, int]) -> View:
    """What inference does: the whole image, letterboxed."""
    width, height = image_size
    return View((0, 0, width, height), letterbox_placement(image_size, canvas_size), False)


def random_view(
    random: np.random.Generator,
    image_size: tuple[int, int],
    canvas_size: tuple[int, int],
    may_mirror: bool,
) -> View:
    """The whole image, a zoomed crop, or another aspect ratio with black around it."""
    mirrored = bool(may_mirror and random.random() < 0.5)
    kind = random.random()
    width, height = image_size
    if kind < CROPPED_SHARE:
        zoom = random.uniform(1.0, LARGEST_ZOOM)
        width, height = width / zoom, height / zoom
    elif kind < CROPPED_SHARE + FRAMED_SHARE:
        aspect = random.uniform(*ASPECTS)
        width, height = min(width, height * aspect), min(height, width / aspect)
    left = random.uniform(0, image_size[0] - width)
    top = random.uniform(0, image_size[1] - height)
    crop = (left, top, left + width, top + height)
    placement = letterbox_placement((width, height), canvas_size)
    if CROPPED_SHARE <= kind < CROPPED_SHARE + FRAMED_SHARE:
        placement = shrink(placement, canvas_size, random.uniform(SMALLEST_PLACEMENT, 1.0))
    return View(crop, placement, mirrored)


def shrink(placement: Placement, canvas_size: tuple[int, int], scale: float) -> Placement:
    width, height = round_half_up(placement.width * scale), round_half_up(placement.height * scale)
    return Placement((canvas_size[0] - width) // 2, (canvas_size[1] - height) // 2, width, height)


def draw_view(image: np.ndarray, view: View, canvas_size: tuple[int, int]) -> np.ndarray:
    """RGB canvas [height, width, 3] uint8 of an image [H, W, 3] uint8."""
    place = view.placement
    drawn = np.asarray(
        Image.fromarray(image).resize((place.width, place.height), Image.Resampling.BILINEAR, box=view.crop)
    )
    if view.mirrored:
        drawn = drawn[:, ::-1]
    if (place.width, place.height) == canvas_size:
        return drawn
    canvas = np.full((canvas_size[1], canvas_size[0], 3), PADDING_VALUE, dtype=np.uint8)
    canvas[place.top : place.top + place.height, place.left : place.left + place.width] = drawn
    return canvas


def view_transform(view: View) -> np.ndarray:
    """(scale x, scale y, shift x, shift y) from image pixels to canvas pixels."""
    left, top, right, bottom = view.crop
    place = view.placement
    sx, sy = place.width / (right - left), place.height / (bottom - top)
    shift_x, shift_y = place.left - left * sx, place.top - top * sy
    if view.mirrored:
        sx, shift_x = -sx, 2 * place.left + place.width - shift_x
    return np.array([sx, sy, shift_x, shift_y])


def view_intrinsics(intrinsics: np.ndarray, view: View) -> np.ndarray:
    """(fx, fy, cx, cy) on the canvas; focal lengths stay positive, a mirror negates x instead."""
    sx, sy, shift_x, shift_y = view_transform(view)
    fx, fy, cx, cy = intrinsics
    return np.array([fx * abs(sx), fy * sy, cx * sx + shift_x, cy * sy + shift_y], np.float32)


def view_points(points: np.ndarray, view: View) -> np.ndarray:
    """Points [..., 3] of the optical frame as the view's camera sees them."""
    return points * np.float32([-1, 1, 1]) if view.mirrored else points


def view_boxes(boxes: np.ndarray, view: View) -> np.ndarray:
    """Boxes [..., 4] of image pixels on the canvas, not cut at its border."""
    sx, sy, shift_x, shift_y = view_transform(view)
    x = np.sort(boxes[..., 0::2] * sx + shift_x, axis=-1)
    y = boxes[..., 1::2] * sy + shift_y
    return np.stack([x[..., 0], y[..., 0], x[..., 1], y[..., 1]], axis=-1)


def remaining_share(boxes: np.ndarray, view: View) -> np.ndarray:
    """Share of each canvas box that the view still draws; 0 for unknown boxes."""
    place = view.placement
    low = np.array([place.left, place.top])
    high = low + [place.width, place.height]
    return share_within(boxes, low, high)


def share_within(boxes: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Share of each box [..., 4] that lies in the rectangle from corner `low` to `high`; 0 for unknown boxes."""
    inside = np.minimum(boxes[..., 2:], high) - np.maximum(boxes[..., :2], low)
    whole = np.maximum(boxes[..., 2:] - boxes[..., :2], 1e-6)
    return np.nan_to_num(np.prod(np.clip(inside / whole, 0, 1), axis=-1))
