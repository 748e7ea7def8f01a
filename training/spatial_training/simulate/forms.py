"""Forms that several things share: rounded profiles and long swept bodies."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .mesh import Array, sweep, tube_pieces
from .solid import RGB, Visual


def rounded(r: float, tall: float = 1.0, rows: int = 13) -> Array:
    t = np.linspace(-np.pi / 2, np.pi / 2, rows)
    return np.stack([r * np.cos(t), r * tall * np.sin(t)], 1)


def bend(length: float, sag: float, count: int = 9) -> Array:
    x = np.linspace(-length / 2, length / 2, count)
    return np.stack([x, sag * (2 * x / length) ** 2, 0 * x], 1)


def lying() -> Array:
    return np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]])


def long_form(
    path: Array,
    radii: Array,
    colour: str | RGB = "body",
    flat: float = 1.0,
    shine: float = 0.3,
    step: int = 1,
) -> tuple[Visual, list[Array]]:
    return Visual(sweep(path, radii, 14, flat), colour, shine), tube_pieces(path, radii, flat, step)


def decor(rng: Generator, share: float) -> str | None:
    """For a share of things a printed pattern that leaves most of their colour."""
    return ("stripes", "dots", "checks", "label")[rng.integers(4)] if rng.random() < share else None
