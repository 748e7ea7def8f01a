"""Triangle meshes with texture coordinates, made from profiles and paths. Lengths in metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """vertices [n, 3], faces [m, 3] (counter-clockwise from outside), uv [n, 2]."""

    vertices: Array
    faces: NDArray[np.int32]
    uv: Array

    def moved(self, offset: Array) -> Mesh:
        return Mesh(self.vertices + offset, self.faces, self.uv)

    def turned(self, rotation: Array) -> Mesh:
        return Mesh(self.vertices @ rotation.T, self.faces, self.uv)


def _grid_faces(rows: int, columns: int) -> NDArray[np.int32]:
    """Faces of a (rows x columns) sheet of vertices whose columns run around the outside."""
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a, b = (r * columns + c).ravel(), (r * columns + c + 1).ravel()
    above, beside = a + columns, b + columns
    return np.concatenate([np.stack([a, b, beside], 1), np.stack([a, beside, above], 1)]).astype(np.int32)


def lathe(profile: Array, sides: int = 28) -> Mesh:
    """Surface of revolution about z of (radius, z) points, listed from the bottom up the outside."""
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    radius, z = np.maximum(profile[:, :1], 1e-5), profile[:, 1:]
    ring = np.stack([radius * np.cos(angle), radius * np.sin(angle), z + 0 * angle], -1)
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))]
    v = np.repeat((1 - length / length[-1])[:, None], sides + 1, 1)
    u = np.repeat((angle / (2 * np.pi))[None], len(profile), 0)
    return Mesh(ring.reshape(-1, 3), _grid_faces(len(profile), sides + 1), np.stack([u, v], -1).reshape(-1, 2))


def sweep(path: Array, radii: Array, sides: int = 12, flat: float = 1.0) -> Mesh:
    """Tube along `path` [n, 3] with `radii` [n]; `flat` scales its second cross axis. Ends are closed."""
    path = np.concatenate([path[:1], path, path[-1:]])
    radii = np.r_[1e-5, radii, 1e-5]
    tangent = np.gradient(path, axis=0)
    tangent[0], tangent[-1] = tangent[1], tangent[-2]
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    up = np.array([0.0, 0.0, 1.0]) if np.abs(tangent[:, 2]).max() < 0.9 else np.array([0.0, 1.0, 0.0])
    side = np.cross(tangent, up)
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-12
    over = np.cross(side, tangent)
    angle = np.linspace(0, 2 * np.pi, sides + 1)[:, None]
    ring = path[:, None] + radii[:, None, None] * (np.cos(angle) * side[:, None] + flat * np.sin(angle) * over[:, None])
    u = np.repeat(np.linspace(0, 1, sides + 1)[None], len(path), 0)
    v = np.repeat(np.linspace(0, 1, len(path))[:, None], sides + 1, 1)
    faces = _grid_faces(len(path), sides + 1)[:, ::-1]
    return Mesh(ring.reshape(-1, 3), faces, np.stack([u, v], -1).reshape(-1, 2))


def box(width: float, depth: float, height: float, bevel: float = 0.0) -> Mesh:
    """Box about the origin. A bevel cuts its vertical edges, which catches the light as real edges do."""
    w, d, h = width / 2, depth / 2, height / 2
    b = min(bevel, 0.4 * min(w, d))
    outline = np.array(
        [
            [w, -d + b],
            [w, d - b],
            [w - b, d],
            [-w + b, d],
            [-w, d - b],
            [-w, -d + b],
            [-w + b, -d],
            [w - b, -d],
        ]
    )
    if b == 0:
        outline = np.array([[w, -d], [w, d], [-w, d], [-w, -d]])
    return prism(outline, 2 * h)


def prism(outline: Array, height: float) -> Mesh:
    """Upright prism over a convex counter-clockwise `outline` [n, 2], centred in z; faces do not share vertices."""
    n, h = len(outline), height / 2
    closed = np.concatenate([outline, outline[:1]])
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))]
    vertices, faces, uv = [], [], []
    for i in range(n):
        a, b = closed[i], closed[i + 1]
        faces += [[4 * i, 4 * i + 1, 4 * i + 2], [4 * i, 4 * i + 2, 4 * i + 3]]
        vertices += [[*a, -h], [*b, -h], [*b, h], [*a, h]]
        s, e = run[i] / run[-1], run[i + 1] / run[-1]
        uv += [[s, 1], [e, 1], [e, 0], [s, 0]]
    span = np.abs(outline).max() * 2
    for z, sign in ((h, 1), (-h, -1)):
        first = len(vertices)
        vertices += [[*p, z] for p in outline]
        uv += [list(p / span + 0.5) for p in outline]
        faces += [[first, first + i, first + i + 1][::sign] for i in range(1, n - 1)]
    return Mesh(np.array(vertices), np.array(faces, np.int32), np.array(uv))


def frustums(profile: Array, sides: int = 16) -> list[Array]:
    """Convex pieces [k, 3] of the solid of revolution under a (radius, z) profile."""
    angle = np.arange(sides) * 2 * np.pi / sides
    circle = np.stack([np.cos(angle), np.sin(angle), 0 * angle], -1)
    rings = [max(r, 2e-4) * circle + [0, 0, z] for r, z in profile]
    pairs = zip(profile[:-1], profile[1:], rings[:-1], rings[1:], strict=True)
    return [np.concatenate([a, b]) for (_, z0), (_, z1), a, b in pairs if abs(z1 - z0) > 1e-4]


def shell(outer: Array, inner: Array, sectors: int = 16) -> list[Array]:
    """Convex wall pieces [8, 3] between two profiles of the same heights' count, sector by sector."""
    pieces = []
    for k in range(sectors):
        ends = [2 * np.pi * (k + j) / sectors for j in (0, 1)]
        for i in range(len(outer) - 1):
            corners = [
                (r * np.cos(a), r * np.sin(a), z) for a in ends for r, z in (*outer[i : i + 2], *inner[i : i + 2])
            ]
            pieces.append(np.array(corners))
    return pieces


def tube_pieces(path: Array, radii: Array, flat: float = 1.0, step: int = 1) -> list[Array]:
    """Convex pieces of a swept tube: the hull of each pair of neighbouring rings."""
    tube = sweep(path, radii, 8, flat).vertices.reshape(-1, 9, 3)[1:-1, :8]
    return [np.concatenate([tube[i], tube[min(i + step, len(tube) - 1)]]) for i in range(0, len(tube) - 1, step)]
