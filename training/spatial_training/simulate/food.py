"""Fruit and vegetables in realistic sizes [m]."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .forms import bend, long_form, lying, rounded
from .mesh import lathe, sweep
from .solid import RGB, Solid, Visual, solid

GREEN = (0.2, 0.45, 0.15)


def _fruit(r: float, tall: float, stem: RGB | None, shine: float) -> Solid:
    visuals = [Visual(lathe(rounded(r, tall)), shine=shine)]
    if stem is not None:
        visuals.append(
            Visual(
                sweep(
                    np.array([[0, 0, r * tall * 0.95], [0.002, 0, r * tall + 0.007]]),
                    np.array([0.003, 0.002]),
                    6,
                ),
                stem,
                0.1,
            )
        )
    return solid(visuals)


def apple(rng: Generator) -> Solid:
    return _fruit(rng.uniform(0.032, 0.042), 0.9, (0.3, 0.2, 0.1), 0.6)


def tomato(rng: Generator) -> Solid:
    return _fruit(rng.uniform(0.026, 0.04), 0.82, GREEN, 0.8)


def lemon(rng: Generator) -> Solid:
    r = rng.uniform(0.024, 0.03)
    profile = np.concatenate([rounded(r, 1.25), [[0.005, r * 1.3], [0.001, r * 1.5]]])
    mesh = lathe(profile)
    return solid([Visual(mesh.turned(lying()), shine=0.4)])


def carrot(rng: Generator) -> Solid:
    length, r = rng.uniform(0.11, 0.18), rng.uniform(0.012, 0.018)
    root, pieces = long_form(bend(length, rng.uniform(0, 0.01), 7), r * np.array([0.15, 0.4, 0.6, 0.75, 0.9, 1.0, 0.7]))
    leaf, more = long_form(
        np.array([[length / 2, 0.008, 0], [length / 2 + 0.03, 0.008, 0.004]]), np.array([0.006, 0.009]), GREEN
    )
    return solid([root, leaf], pieces + more)


def eggplant(rng: Generator) -> Solid:
    length, r = rng.uniform(0.1, 0.17), rng.uniform(0.022, 0.032)
    body, pieces = long_form(
        bend(length, rng.uniform(0, 0.012), 8),
        r * np.array([0.45, 0.85, 1.0, 0.98, 0.85, 0.65, 0.5, 0.4]),
        shine=0.9,
    )
    stem, more = long_form(
        np.array([[length * 0.46, 0.01, 0], [length * 0.52, 0.01, 0], [length * 0.6, 0.012, 0]]),
        r * np.array([0.55, 0.4, 0.2]),
        (0.25, 0.5, 0.2),
    )
    return solid([body, stem], pieces + more)


def banana(rng: Generator) -> Solid:
    length, r = rng.uniform(0.14, 0.19), rng.uniform(0.014, 0.019)
    body, pieces = long_form(
        bend(length, rng.uniform(0.035, 0.05)), r * np.array([0.35, 0.7, 0.92, 1, 1, 1, 0.9, 0.6, 0.3])
    )
    return solid([body], pieces)
