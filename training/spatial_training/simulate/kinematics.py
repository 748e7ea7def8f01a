"""What a robot tells of itself in TF: its base, its flange (`tool0`) over time, and where its cameras stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.spatial.transform import Rotation

from .camera import Camera
from .mesh import Array
from .place import yaw

BASE_FRAME, TOOL_FRAME = "base_link", "tool0"
RATE = 50.0  # transforms a second [Hz]
PLACE_ERROR, TURN_ERROR = 0.003, np.radians(0.5)  # standard deviations, of each axis [m, rad]
MEMORY = 0.5  # errors of joints wander: so long they stay about the same [s]
LEAD = 0.507  # transforms begin so long before the first picture, never at its very time, and end so long after the last [s]
LAG = 0.2  # spoiled: how late a transform is said to be [s]

Pose = tuple[Array, Array]  # position [3] and rotation [3, 3]


@dataclass(frozen=True)
class Robot:
    """Where the base stands in the world (z up), and how far before the tool centre point the flange lies. [m]"""

    base: Pose
    flange: float

    @property
    def table(self) -> float:
        """Height of the table's top over the base. [m]"""
        return -float(self.base[0][2])

    def flange_of(self, tool: Pose) -> Pose:
        """The flange in the base, for a tool centre point in the world."""
        position, rotation = tool
        return in_frame(self.base, (position - self.flange * rotation[:, 2], rotation))

    def camera(self, camera: Camera) -> Pose:
        return in_frame(self.base, (camera.position, camera.rotation))


def in_frame(frame: Pose, pose: Pose) -> Pose:
    """A pose of the world as `frame` has it."""
    return frame[1].T @ (pose[0] - frame[0]), frame[1].T @ pose[1]


def random_robot(rng: Generator) -> Robot:
    azimuth, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.4, 0.7)
    position = np.array([reach * np.cos(azimuth), reach * np.sin(azimuth), rng.uniform(-0.1, 0.3)])
    return Robot((position, yaw(azimuth + np.pi + rng.normal(0, 0.3))), round(float(rng.uniform(0.08, 0.16)), 3))


def times(seconds: float) -> Array:
    """When transforms are told, from before the first picture to after the last."""
    return np.arange(-LEAD, seconds + LEAD, 1 / RATE)


def wandering(count: int, rng: Generator) -> Array:
    """Errors [count, 6] of standard deviation 1 that keep for about `MEMORY` (an Ornstein-Uhlenbeck process)."""
    keep = np.exp(-1 / (RATE * MEMORY))
    errors = rng.standard_normal((count, 6))
    for k in range(1, count):
        errors[k] = keep * errors[k - 1] + np.sqrt(1 - keep**2) * errors[k]
    return errors


def told(poses: list[Pose], rng: Generator) -> list[Pose]:
    """Flange poses as the robot's own joints tell them."""
    errors = wandering(len(poses), rng)
    return [
        (position + PLACE_ERROR * e[:3], rotation @ Rotation.from_rotvec(TURN_ERROR * e[3:]).as_matrix())
        for (position, rotation), e in zip(poses, errors, strict=True)
    ]


def seven(pose: Pose) -> list[float]:
    """x, y, z, qx, qy, qz, qw."""
    position, rotation = pose
    quaternion = Rotation.from_matrix(rotation).as_quat()
    return [*(round(float(v), 5) for v in position), *(round(float(v), 6) for v in quaternion)]
