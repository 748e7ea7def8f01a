"""Radial lens distortion (Brown 1966; OpenCV's k1 and k2): of rays, and of whole pictures with their maps."""

from __future__ import annotations

from dataclasses import replace

import mujoco
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import map_coordinates

from ..lens import STRAIGHT
from .camera import Camera
from .mesh import Array
from .render import LARGEST, Renderer, Shot

SHARE, STRONGEST = 0.25, 0.14
WIDENING = 1.35  # at most so much wider is rendered than shown


def random_distortion(camera: Camera, rng: Generator) -> Camera:
    """A quarter bend lines, mostly outwards (barrel) as cheap wide lenses do; less where the field is wide."""
    if rng.random() > SHARE or camera.width * WIDENING > LARGEST[0] or camera.height * WIDENING > LARGEST[1]:
        return camera
    strength = STRONGEST * float(rng.uniform(-1.0, 0.5)) * min(1.0, (camera.fx / camera.width) ** 2)
    return replace(camera, distortion=(round(strength, 4), round(-0.1 * strength, 4)))


def straightened(slopes: Array, distortion: tuple[float, float]) -> Array:
    """Slopes x/z, y/z [..., 2] of the rays that the lens bends to `slopes`, by fixed-point iteration."""
    straight = slopes
    for _ in range(12):
        r2 = (straight**2).sum(-1, keepdims=True)
        straight = slopes / (1 + distortion[0] * r2 + distortion[1] * r2**2)
    return straight


def _sources(camera: Camera) -> Array:
    """Where the straight picture [h, w, 2] shows what each pixel's centre sees."""
    u, v = np.meshgrid(np.arange(camera.width) + 0.5, np.arange(camera.height) + 0.5)
    focal, middle = np.array([camera.fx, camera.fy]), np.array([camera.cx, camera.cy])
    bent = (np.stack([u, v], -1) - middle) / focal
    return straightened(bent, camera.distortion) * focal + middle


def shoot(renderer: Renderer, data: mujoco.MjData, camera: Camera) -> Shot:
    """As the renderer's, through the camera's lens: picture, owners and depth alike."""
    if camera.distortion == STRAIGHT:
        return renderer.shoot(data, camera)
    sources = _sources(camera)
    before = np.maximum(0, np.ceil(1 - sources.min((0, 1)))).astype(int)
    after = np.maximum(0, np.ceil(sources.max((0, 1)) + 1 - [camera.width, camera.height])).astype(int)
    wide = replace(
        camera, distortion=STRAIGHT, cx=camera.cx + before[0], cy=camera.cy + before[1],
        width=camera.width + int(before[0] + after[0]), height=camera.height + int(before[1] + after[1]),
    )  # fmt: skip
    picture, geoms, depth = renderer.shoot(data, wide)
    return _bent(np.asarray(picture), sources + before), *_nearest(geoms, depth, sources + before)


def _bent(picture: NDArray[np.uint8], sources: Array) -> Image.Image:
    places = [sources[..., 1] - 0.5, sources[..., 0] - 0.5]
    channels = [map_coordinates(picture[..., k], places, order=1, mode="nearest") for k in range(3)]
    return Image.fromarray(np.stack(channels, -1))


def _nearest(
    geoms: NDArray[np.int32], depth: NDArray[np.float32], sources: Array
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    rows, columns = sources[..., 1].astype(int), sources[..., 0].astype(int)
    return geoms[rows, columns], depth[rows, columns]
