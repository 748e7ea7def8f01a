"""Pinhole cameras. Optical frame: x right, y down, z forward. Pixel centres lie at +0.5."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ..lens import STRAIGHT, bent
from .mesh import Array

WIDTH, HEIGHT = 320, 240


@dataclass(frozen=True)
class Camera:
    """`position` [3] and `rotation` [3, 3] (columns: optical x, y, z) in the world; intrinsics in pixels.

    `distortion` is radial, k1 and k2 of OpenCV's model.
    """

    position: Array
    rotation: Array
    fx: float
    fy: float
    cx: float
    cy: float
    width: int = WIDTH
    height: int = HEIGHT
    distortion: tuple[float, float] = STRAIGHT

    def optical(self, points: Array) -> Array:
        """World points [..., 3] in the optical frame."""
        return (points - self.position) @ self.rotation

    def pixels(self, optical: Array) -> Array:
        """Optical points [..., 3] to pixels [..., 2]; only meaningful in front of the camera."""
        slopes = optical[..., :2] / np.maximum(optical[..., 2:], 1e-3)
        return bent(slopes, self.distortion) * [self.fx, self.fy] + [self.cx, self.cy]

    @property
    def up(self) -> Array:
        return self.rotation[2]

    def sees(self, point: Array, margin: float = 0.0) -> bool:
        optical = self.optical(point)
        u, v = self.pixels(optical)
        return bool(optical[2] > 0.05 and margin <= u <= self.width - margin and margin <= v <= self.height - margin)

    def nearer(self, one: Array, other: Array, margin: float = 0.02) -> bool:
        """Whether a world point is in front of another by more than `margin`."""
        return bool(self.optical(one)[2] < self.optical(other)[2] - margin)


def look(position: Array, target: Array, roll: float = 0.0) -> Array:
    """Rotation of a camera at `position` that looks at `target`, rolled by `roll` radians."""
    z = (target - position) / np.linalg.norm(target - position)
    x = np.cross(z, [0.0, 0.0, 1.0])
    x = x / np.linalg.norm(x) if np.linalg.norm(x) > 1e-6 else np.array([1.0, 0.0, 0.0])
    y = np.cross(z, x)
    c, s = np.cos(roll), np.sin(roll)
    return np.stack([c * x + s * y, c * y - s * x, z], 1)


def focal(degrees: float, width: int = WIDTH) -> float:
    """Focal length in pixels of a horizontal field of view."""
    return width / 2 / float(np.tan(np.radians(degrees) / 2))


def random_camera(target: Array, rng: Generator, width: int = WIDTH, height: int = HEIGHT) -> Camera:
    """Front, side, oblique or overhead, 0.35 to 1.6 m from the target; a share are off-centre crops."""
    distance = float(np.exp(rng.uniform(np.log(0.35), np.log(1.6))))
    azimuth = rng.uniform(0, 2 * np.pi)
    elevation = np.radians(
        rng.choice([rng.uniform(4, 25), rng.uniform(20, 55), rng.uniform(25, 60), rng.uniform(55, 89)])
    )
    offset = np.array([np.cos(azimuth) * np.cos(elevation), np.sin(azimuth) * np.cos(elevation), np.sin(elevation)])
    position = target + distance * offset
    position[2] = max(position[2], 0.05)
    roll = np.radians(rng.normal(0, 3) if rng.random() < 0.8 else rng.uniform(-25, 25))
    fov = rng.uniform(35, 90) if distance < 0.9 else rng.uniform(35, 70)
    f = focal(fov, width)
    shift = rng.uniform(-0.18, 0.18, 2) * [width, height] if rng.random() < 0.3 else np.zeros(2)
    return Camera(
        position,
        look(position, target, roll),
        f,
        f,
        width / 2 + shift[0],
        height / 2 + shift[1],
        width,
        height,
    )
