"""Smooth gripper motion through waypoints: minimum jerk in position, slerp in rotation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from .mesh import Array


@dataclass(frozen=True)
class Waypoint:
    """Where the tool centre point is at time `t` [s], its rotation and opening 0..1."""

    t: float
    position: Array
    rotation: Array
    opening: float


def ease(share: float) -> float:
    """Minimum-jerk progress (Flash & Hogan 1985) of a share of time in 0..1."""
    s = min(1.0, max(0.0, share))
    return s**3 * (10 - 15 * s + 6 * s**2)


def between(one: Waypoint, other: Waypoint, t: float) -> Waypoint:
    s = ease((t - one.t) / (other.t - one.t)) if other.t > one.t else 1.0
    turn = Slerp([0, 1], Rotation.from_matrix(np.stack([one.rotation, other.rotation])))(s).as_matrix()
    return Waypoint(
        t,
        one.position + s * (other.position - one.position),
        turn,
        one.opening + s * (other.opening - one.opening),
    )


def along(path: list[Waypoint], t: float) -> Waypoint:
    """The pose at `t`; still before the first and after the last waypoint."""
    for one, other in zip(path[:-1], path[1:], strict=True):
        if t <= other.t:
            return between(one, other, max(t, one.t))
    return path[-1]
