"""What every shape is made of: visible meshes, and convex pieces for distances and silhouettes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .mesh import Array, Mesh

BODY = "body"  # takes the thing's colour
RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Visual:
    """A mesh with the colour it takes (`BODY` or its own), shininess 0..1, opacity and surface pattern."""

    mesh: Mesh
    colour: str | RGB = BODY
    shine: float = 0.3
    alpha: float = 1.0
    pattern: str | None = None


@dataclass(frozen=True)
class Cavity:
    """The inside of a container: radius at the rim and floor height above the bottom [m]."""

    radius: float
    floor: float


@dataclass(frozen=True)
class Solid:
    """A rigid shape whose bounding box is centred on the origin, standing on its z axis."""

    visuals: tuple[Visual, ...]
    pieces: tuple[Array, ...]
    cavity: Cavity | None = None
    flat_top: float = 0.0  # radius of what can stand on it, 0 for nothing
    tips: bool = False  # may lie on its side
    points: Array = field(default_factory=lambda: np.zeros((0, 3)))

    @property
    def half(self) -> Array:
        """Half the extents of its own bounding box [3]."""
        return np.abs(self.points).max(0)


def solid(
    visuals: list[Visual],
    pieces: list[Array] | None = None,
    cavity: Cavity | None = None,
    flat_top: float = 0.0,
    tips: bool = False,
) -> Solid:
    """Centres the shape on its bounding box. Without `pieces` every visible mesh counts as convex."""
    points = np.concatenate([v.mesh.vertices for v in visuals])
    middle = (points.min(0) + points.max(0)) / 2
    moved = tuple(Visual(v.mesh.moved(-middle), v.colour, v.shine, v.alpha, v.pattern) for v in visuals)
    hulls = pieces if pieces is not None else [v.mesh.vertices for v in visuals]
    return Solid(moved, tuple(p - middle for p in hulls), cavity, flat_top, tips, points - middle)
