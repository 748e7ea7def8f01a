"""Images onto the model's canvas, and the intrinsics along with them.

Pixel coordinates are continuous: the centre of the first pixel is (0.5, 0.5), so a camera
whose axis passes the middle of a W x H image has cx = W / 2, cy = H / 2.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

IMAGE_MEAN = (0.45, 0.45, 0.45)
IMAGE_STD = (0.25, 0.25, 0.25)
RESCALE_FACTOR = 1 / 255
PADDING_VALUE = 0


@dataclass(frozen=True)
class Placement:
    """Where an image lies on the canvas, in whole pixels."""

    left: int
    top: int
    width: int
    height: int


def letterbox_placement(image_size: tuple[int, int], canvas_size: tuple[int, int]) -> Placement:
    """The largest centred placement that keeps the aspect ratio; sizes are (width, height)."""
    (width, height), (canvas_width, canvas_height) = image_size, canvas_size
    scale = min(canvas_width / width, canvas_height / height)
    placed_width = max(1, round_half_up(width * scale))
    placed_height = max(1, round_half_up(height * scale))
    left, top = (canvas_width - placed_width) // 2, (canvas_height - placed_height) // 2
    return Placement(left, top, placed_width, placed_height)


def round_half_up(value: float) -> int:
    """Rounds as JavaScript's Math.round does."""
    return int(np.floor(value + 0.5))


def letterbox(image: Image.Image, canvas_size: tuple[int, int]) -> np.ndarray:
    """RGB canvas [height, width, 3] uint8; antialiased bilinear, black around."""
    placement = letterbox_placement(image.size, canvas_size)
    resized = image.convert("RGB").resize((placement.width, placement.height), Image.Resampling.BILINEAR)
    canvas = np.full((canvas_size[1], canvas_size[0], 3), PADDING_VALUE, dtype=np.uint8)
    rows = slice(placement.top, placement.top + placement.height)
    canvas[rows, placement.left : placement.left + placement.width] = np.asarray(resized)
    return canvas


def letterbox_intrinsics(
    intrinsics: np.ndarray, image_size: tuple[int, int], canvas_size: tuple[int, int]
) -> np.ndarray:
    """(fx, fy, cx, cy) of the image to those of the canvas; the rounded size sets the scale."""
    placement = letterbox_placement(image_size, canvas_size)
    sx, sy = placement.width / image_size[0], placement.height / image_size[1]
    fx, fy, cx, cy = intrinsics
    return np.array([fx * sx, fy * sy, cx * sx + placement.left, cy * sy + placement.top], dtype=np.float32)


def normalise(canvas: np.ndarray) -> np.ndarray:
    """[..., H, W, 3] uint8 to pixel values [..., 3, H, W] float32."""
    mean, std = np.float32(IMAGE_MEAN), np.float32(IMAGE_STD)
    values = (canvas.astype(np.float32) * np.float32(RESCALE_FACTOR) - mean) / std
    return np.ascontiguousarray(np.moveaxis(values, -1, -3))
