"""Lays what people leave about on the table, clear of things and gripper."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .mesh import Array
from .place import yaw
from .solid import Solid
from .stage import AWAY, Stage

SHOWN = 0.4
ROOM = 0.03  # kept from every thing [m]


def scatter(stage: Stage, rng: Generator) -> None:
    """Each piece of debris somewhere on the table, or out of sight."""
    taken = _taken(stage)
    for shape, mocap in zip(stage.cast.debris, stage.cast.debris_mocaps, strict=True):
        spot = _spot(shape, taken, rng) if rng.random() < SHOWN else None
        if spot is None:
            stage.put(mocap, AWAY, np.eye(3))
        else:
            stage.put(mocap, spot[0], spot[1])


def _taken(stage: Stage) -> list[tuple[Array, float]]:
    """Circles on the table, centre [2] and radius, that are kept free."""
    circles = []
    for k, actor in enumerate(stage.cast.actors):
        position, _ = stage.pose(k)
        if position[2] > -1:
            circles.append((position[:2], float(np.linalg.norm(actor.solid.half[:2])) + ROOM))
    if stage.shelf is not None:
        circles.append((stage.data.mocap_pos[stage.cast.clutter_mocaps[0]][:2], 0.36))
    return [*circles, (stage.gripper_position[:2], 0.12)]


def _spot(shape: Solid, taken: list[tuple[Array, float]], rng: Generator) -> tuple[Array, Array] | None:
    lowest = float(shape.points[:, 2].min())
    for _ in range(8):
        bearing, distance = rng.uniform(0, 2 * np.pi), rng.uniform(0.12, 0.55)
        turn = yaw(bearing + np.pi + rng.normal(0, 0.7))  # most point inwards
        at = np.array([distance * np.cos(bearing), distance * np.sin(bearing), -lowest + 0.0003])
        outline = (shape.points[::3] @ turn.T + at)[:, :2]
        if all(np.linalg.norm(outline - centre, axis=1).min() > radius for centre, radius in taken):
            return at, turn
    return None
