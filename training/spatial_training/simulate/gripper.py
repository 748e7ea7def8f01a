"""What a gripper is, and what the families share.

Local frame [m]: tool centre point at the origin, +z the approach direction, fingers open along x.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from scipy.spatial.transform import Rotation

from .mesh import Array, Mesh
from .solid import RGB

Shape = Literal["box", "cylinder", "capsule", "sphere", "ellipsoid"]


@dataclass(frozen=True)
class Piece:
    """A primitive on link `link` (0 the palm, then fingers).

    `size` is as MuJoCo's: half extents, or radius and half length.
    """

    shape: Shape
    size: tuple[float, ...]
    at: tuple[float, float, float]
    colour: RGB
    link: int = 0
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0)  # degrees about x, y, z


@dataclass(frozen=True)
class MeshPiece:
    """A mesh on a link, in the link's frame, and few points [n, 3] with its hull for distances."""

    mesh: Mesh
    hull: Array
    colour: RGB
    link: int = 0


@dataclass(frozen=True)
class Gripper:
    """`pose(opening)` gives each finger link's (position, rotation) for an opening in 0..1.

    `width` is the widest grasp [m].
    """

    family: str
    pieces: tuple[Piece, ...]
    links: int
    pose: Callable[[float], list[tuple[Array, Array]]]
    width: float
    wrist: float  # distance from the tool centre point back to the wrist
    depth: float  # how deep between the fingers a thing's centre may sit in front of or behind the tool centre point
    arm: str = "white"
    meshes: tuple[MeshPiece, ...] = ()


def turn(axis: str, degrees: float) -> Array:
    return Rotation.from_euler(axis, degrees, degrees=True).as_matrix()


def sliding(width: float, inset: float = 0.0) -> Callable[[float], list[tuple[Array, Array]]]:
    def pose(opening: float) -> list[tuple[Array, Array]]:
        x = opening * width / 2 + inset
        return [(np.array([x, 0, 0]), np.eye(3)), (np.array([-x, 0, 0]), turn("z", 180))]

    return pose


def both(pieces: list[Piece]) -> list[Piece]:
    """The same finger as link 1 and, turned about z by its pose, as link 2."""
    return pieces + [Piece(p.shape, p.size, p.at, p.colour, 2, p.turn) for p in pieces]


def tone(rng: Generator) -> RGB:
    """Colours machines come in: mostly greys, sometimes a paint."""
    if rng.random() < 0.7:
        g = float(rng.choice([0.06, 0.15, 0.35, 0.6, 0.85]) * rng.uniform(0.85, 1.1))
        return (g, g, min(1.0, g * 1.03))
    red, green, blue = [
        (0.85, 0.35, 0.05),
        (0.15, 0.3, 0.6),
        (0.75, 0.65, 0.1),
        (0.5, 0.08, 0.08),
        (0.1, 0.4, 0.35),
    ][rng.integers(5)]
    return (red, green, blue)
