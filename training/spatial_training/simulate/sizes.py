"""Lengths that a user could measure with a rule."""

from __future__ import annotations

import numpy as np

from .mesh import Array
from .stage import Stage

FINGERS = 0.03  # from the tool centre point back, how much of a gripper its fingers are measured on [m]


def extents(points: Array) -> dict[str, float]:
    """Of points [n, 3], z up: height, and width and depth of the smallest upright box around them. [m]"""
    angles = np.radians(np.arange(90))
    one = np.ptp(points[:, :2] @ np.stack([np.cos(angles), np.sin(angles)]), axis=0)
    other = np.ptp(points[:, :2] @ np.stack([-np.sin(angles), np.cos(angles)]), axis=0)
    smallest = int((one * other).argmin())
    depth, width = sorted((one[smallest], other[smallest]))
    lengths = {"width": width, "depth": depth, "height": np.ptp(points[:, 2])}
    return {name: round(float(length), 4) for name, length in lengths.items()}


def of_thing(stage: Stage, thing: int) -> dict[str, float]:
    position, rotation = stage.pose(thing)
    return extents(stage.cast.actors[thing].solid.points @ rotation.T + position)


def of_fingers(stage: Stage) -> float:
    """Between the outer sides of the fingers, as far open as they are now. [m]"""
    points = (np.concatenate(stage.hulls(Stage.GRIPPER)) - stage.gripper_position) @ stage.gripper_rotation
    return round(float(np.ptp(points[points[:, 2] > -FINGERS, 0])), 4)
