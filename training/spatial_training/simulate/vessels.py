"""Cans, bottles, mugs, bowls and other turned things, in realistic sizes [m]."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .forms import decor
from .mesh import Array, box, frustums, lathe, shell, sweep, tube_pieces
from .solid import Cavity, Solid, Visual, solid

METAL = (0.78, 0.78, 0.8)
WHITE = (0.93, 0.93, 0.92)


def _turned(profile: list[tuple[float, float]]) -> Array:
    return np.array(profile, float)


def can(rng: Generator) -> Solid:
    r = rng.uniform(0.03, 0.042)
    h = rng.uniform(0.085, 0.125) if rng.random() < 0.7 else rng.uniform(0.05, 0.11)
    side = lathe(_turned([(r * 0.9, 0), (r, 0.006), (r, h - 0.008), (r * 0.88, h)]))
    ends = [
        lathe(_turned([(r * 0.88, h), (r * 0.85, h), (r * 0.84, h - 0.004), (0, h - 0.004)])),
        lathe(_turned([(0, 0.001), (r * 0.9, 0)])),
    ]
    visuals = [Visual(side, shine=0.7, pattern="label"), *(Visual(e, METAL, 0.8) for e in ends)]
    return solid(
        visuals,
        frustums(_turned([(r * 0.9, 0), (r, 0.006), (r, h - 0.008), (r * 0.88, h)])),
        flat_top=0.85 * r,
        tips=True,
    )


def _bottle(
    rng: Generator, r: float, h: float, alpha: float, pattern: str | None, cap: tuple[float, float, float]
) -> Solid:
    neck, shoulder = r * rng.uniform(0.36, 0.5), h * rng.uniform(0.58, 0.72)
    outline = _turned(
        [
            (r * 0.92, 0),
            (r, 0.008),
            (r, shoulder),
            (r * 0.78, (shoulder + h * 0.84) / 2),
            (neck, h * 0.86),
            (neck, h * 0.9),
        ]
    )
    lid = _turned([(neck * 1.15, h * 0.9), (neck * 1.15, h)])
    closed = np.concatenate([[[0, 0]], outline, [[0, h * 0.9]]])
    visuals = [
        Visual(lathe(closed), shine=0.8, alpha=alpha, pattern=pattern),
        Visual(lathe(np.concatenate([lid[:1] * [0, 1], lid, [[0, h]]])), cap, 0.4),
    ]
    if rng.random() < 0.55:
        low, high = h * rng.uniform(0.18, 0.3), h * rng.uniform(0.42, 0.56)
        band = lathe(_turned([(r * 1.005, low), (r * 1.015, low), (r * 1.015, high), (r * 1.005, high)]))
        visuals.append(Visual(band, WHITE if rng.random() < 0.7 else (0.15, 0.2, 0.3), 0.2, pattern="label"))
    return solid(visuals, frustums(outline) + frustums(lid), tips=True)


def bottle(rng: Generator) -> Solid:
    cap = [WHITE, (0.1, 0.1, 0.12), (0.2, 0.3, 0.7)][rng.integers(3)]
    return _bottle(rng, rng.uniform(0.028, 0.04), rng.uniform(0.16, 0.25), _glassy(rng, 0.45), None, cap)


def tea_bottle(rng: Generator) -> Solid:
    return _bottle(rng, rng.uniform(0.029, 0.036), rng.uniform(0.15, 0.2), 1.0, "label", WHITE)


def jar(rng: Generator) -> Solid:
    r, h = rng.uniform(0.03, 0.045), rng.uniform(0.07, 0.12)
    body, lid = (
        _turned([(r * 0.95, 0), (r, 0.006), (r, h * 0.76), (r * 0.82, h * 0.84)]),
        _turned([(r * 0.88, h * 0.84), (r * 0.88, h)]),
    )
    top = lathe(np.concatenate([[[0, h * 0.84]], lid, [[0, h]]]))
    visuals = [
        Visual(
            lathe(np.concatenate([[[0, 0]], body, [[0, h * 0.84]]])),
            shine=0.7,
            alpha=_glassy(rng, 0.3),
            pattern="label",
        ),
        Visual(top, METAL, 0.6),
    ]
    return solid(visuals, frustums(body) + frustums(lid), flat_top=0.8 * r, tips=True)


def _glassy(rng: Generator, share: float) -> float:
    """Opacity: a share is tinted glass or plastic that shows what is behind it."""
    return float(rng.uniform(0.4, 0.75)) if rng.random() < share else 1.0


def _hollow(
    outer: Array, wall: float, floor: float, pattern: str | None = None, alpha: float = 1.0
) -> tuple[Visual, list[Array], Array]:
    inner = np.stack([np.maximum(outer[:, 0] - wall, 1e-3), np.maximum(outer[:, 1], floor)], 1)
    surface = np.concatenate([[[0, outer[0, 1]]], outer, inner[::-1], [[0, floor]]])
    base = frustums(_turned([(outer[0, 0], 0), (np.interp(floor, outer[:, 1], outer[:, 0]), floor)]))
    return Visual(lathe(surface, 32), shine=0.5, alpha=alpha, pattern=pattern), shell(outer, inner) + base, inner


def _handle(x: float, low: float, high: float, reach: float, thick: float) -> tuple[Visual, list[Array]]:
    angle = np.linspace(-np.pi / 2, np.pi / 2, 9)
    path = np.stack([x + reach * np.cos(angle), 0 * angle, (low + high) / 2 + (high - low) / 2 * np.sin(angle)], 1)
    radii = np.full(9, thick)
    return Visual(sweep(path, radii, 10, 1.4), shine=0.5), tube_pieces(path, radii, 1.4, 2)


def mug(rng: Generator) -> Solid:
    r, h = rng.uniform(0.036, 0.046), rng.uniform(0.08, 0.105)
    body, walls, inner = _hollow(
        _turned([(r * rng.uniform(0.85, 1), 0), (r, h * 0.3), (r, h)]), 0.004, 0.006, decor(rng, 0.3)
    )
    handle, grip = _handle(r - 0.002, h * 0.2, h * 0.8, rng.uniform(0.024, 0.034), rng.uniform(0.004, 0.006))
    return solid([body, handle], walls + grip, Cavity(float(inner[:, 0].min()), 0.006), tips=True)


def cup(rng: Generator) -> Solid:
    r, h = rng.uniform(0.034, 0.045), rng.uniform(0.08, 0.125)
    body, walls, inner = _hollow(
        _turned([(r * rng.uniform(0.65, 0.85), 0), (r, h)]), 0.003, 0.005, decor(rng, 0.2), _glassy(rng, 0.2)
    )
    return solid([body], walls, Cavity(float(inner[:, 0].min()), 0.005), tips=True)


def bowl(rng: Generator) -> Solid:
    r, h = rng.uniform(0.06, 0.095), rng.uniform(0.04, 0.07)
    body, walls, inner = _hollow(
        _turned([(r * 0.45, 0), (r * 0.75, h * 0.28), (r * 0.92, h * 0.62), (r, h)]),
        0.005,
        0.007,
        decor(rng, 0.2),
        _glassy(rng, 0.1),
    )
    return solid([body], walls, Cavity(float(inner[-1, 0]) * 0.75, 0.007))


def plate(rng: Generator) -> Solid:
    r, h = rng.uniform(0.07, 0.12), rng.uniform(0.014, 0.024)
    body, walls, _ = _hollow(_turned([(r * 0.6, 0), (r * 0.75, h * 0.4), (r, h)]), 0.006, 0.006, decor(rng, 0.25))
    return solid([body], walls, Cavity(r * 0.6, 0.006))


def pot(rng: Generator) -> Solid:
    r, h = rng.uniform(0.06, 0.09), rng.uniform(0.06, 0.1)
    body, walls, inner = _hollow(_turned([(r * 0.92, 0), (r, h * 0.15), (r, h)]), 0.004, 0.006)
    visuals, pieces = [Visual(body.mesh, shine=0.8, alpha=float(rng.choice([1.0, 1.0, 0.6])))], list(walls)
    if rng.random() < 0.6:
        for sign in (1, -1):
            ear = box(0.028, 0.05, 0.008).moved(np.array([sign * (r + 0.012), 0, h * 0.85]))
            visuals.append(Visual(ear, shine=0.6))
            pieces.append(ear.vertices)
    else:
        grip = box(r * 1.7, 0.022, 0.014, 0.004).moved(np.array([r * 1.85, 0, h * 0.85]))
        visuals.append(Visual(grip, (0.12, 0.12, 0.12), 0.3))
        pieces.append(grip.vertices)
    return solid(visuals, pieces, Cavity(float(inner[:, 0].min()), 0.006))


def tape_roll(rng: Generator) -> Solid:
    r, w = rng.uniform(0.035, 0.055), rng.uniform(0.018, 0.05)
    hole = r * rng.uniform(0.55, 0.75)
    ring = lathe(_turned([(hole, 0), (r, 0), (r, w), (hole, w), (hole, 0)]), 32)
    return solid([Visual(ring)], shell(_turned([(r, 0), (r, w)]), _turned([(hole, 0), (hole, w)])), tips=True)
