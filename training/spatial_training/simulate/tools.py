"""Things with a handle, in realistic sizes [m]."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .forms import long_form
from .mesh import box
from .solid import Solid, Visual, solid

STEEL = (0.75, 0.75, 0.78)


def spoon(rng: Generator) -> Solid:
    length, r = rng.uniform(0.14, 0.2), rng.uniform(0.016, 0.024)
    grip, pieces = long_form(
        np.array([[0, 0, 0.004], [length * 0.4, 0, 0.008], [length * 0.75, 0, 0.008]]),
        np.array([0.0035, 0.0035, 0.005]),
    )
    head, more = long_form(
        np.linspace([-2 * r, 0, 0.004], [0.004, 0, 0.004], 6),
        r * np.array([0.4, 0.8, 1.0, 1.0, 0.75, 0.25]),
        flat=0.28,
        shine=0.6,
    )
    return solid([grip, head], pieces + more)


def marker(rng: Generator) -> Solid:
    length, r = rng.uniform(0.11, 0.15), rng.uniform(0.006, 0.011)
    body, pieces = long_form(
        np.array([[-length / 2, 0, 0], [length * 0.15, 0, 0]]),
        np.array([r, r]),
        (0.9, 0.9, 0.9) if rng.random() < 0.4 else "body",
    )
    cap, more = long_form(
        np.array([[length * 0.15, 0, 0], [length / 2, 0, 0]]), np.array([r * 1.12, r * 1.05]), shine=0.5
    )
    return solid([body, cap], pieces + more)


def screwdriver(rng: Generator) -> Solid:
    length, r = rng.uniform(0.16, 0.22), rng.uniform(0.012, 0.016)
    grip, pieces = long_form(
        np.linspace([-length / 2, 0, 0], [0, 0, 0], 5), r * np.array([0.9, 1, 0.85, 1, 0.6]), shine=0.6
    )
    shaft, more = long_form(np.array([[0, 0, 0], [length / 2, 0, 0]]), np.array([0.0035, 0.003]), STEEL, shine=0.9)
    return solid([grip, shaft], pieces + more)


def hammer(rng: Generator) -> Solid:
    length = rng.uniform(0.18, 0.25)
    grip, pieces = long_form(np.array([[-length / 2, 0, 0], [length / 2, 0, 0]]), np.array([0.013, 0.01]))
    head = box(0.028, 0.09, 0.026, 0.006).moved(np.array([length / 2, 0.01, 0]))
    return solid([grip, Visual(head, STEEL, 0.8)], [*pieces, head.vertices])
