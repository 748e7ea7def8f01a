"""Blocks, toys and household things that are not turned vessels, in realistic sizes [m]."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .forms import decor, long_form, rounded
from .mesh import box, lathe, prism
from .solid import Solid, Visual, solid

DARK = (0.09, 0.09, 0.1)


def cube(rng: Generator) -> Solid:
    side = rng.uniform(0.025, 0.062)
    return solid([Visual(box(side, side, side, 0.04 * side), shine=0.2, pattern=_grain(rng))], flat_top=side / 2)


def block(rng: Generator) -> Solid:
    w, d, h = np.sort(rng.uniform(0.02, 0.1, 3))[::-1]
    mesh = box(max(w, 1.5 * d), d, h, 0.05 * d)
    return solid([Visual(mesh, shine=0.2, pattern=_grain(rng))], flat_top=d / 2, tips=True)


def carton(rng: Generator) -> Solid:
    w, d, h = rng.uniform(0.06, 0.14), rng.uniform(0.03, 0.08), rng.uniform(0.08, 0.2)
    return solid([Visual(box(w, d, h), shine=0.2, pattern="label")], flat_top=d / 2, tips=True)


def _grain(rng: Generator) -> str | None:
    return "grain" if rng.random() < 0.35 else decor(rng, 0.2)


def ball(rng: Generator) -> Solid:
    return solid(
        [
            Visual(
                lathe(rounded(rng.uniform(0.018, 0.042))),
                shine=0.5,
                pattern=decor(rng, 0.35),
            )
        ]
    )


def cylinder(rng: Generator) -> Solid:
    r, h = rng.uniform(0.013, 0.032), rng.uniform(0.03, 0.11)
    return solid(
        [Visual(lathe(np.array([(0, 0), (r, 0), (r, h), (0, h)]), 32), shine=0.25, pattern=_grain(rng))],
        flat_top=r,
        tips=True,
    )


def cone(rng: Generator) -> Solid:
    r, h = rng.uniform(0.025, 0.045), rng.uniform(0.05, 0.1)
    return solid([Visual(lathe(np.array([(0, 0), (r, 0), (0.001, h)]), 32), shine=0.3)])


def sponge(rng: Generator) -> Solid:
    w, d, h = rng.uniform(0.08, 0.12), rng.uniform(0.05, 0.075), rng.uniform(0.02, 0.035)
    visuals = [Visual(box(w, d, h, 0.008), shine=0.0, pattern="speckle")]
    if rng.random() < 0.5:
        visuals.append(
            Visual(
                box(w, d, 0.007, 0.008).moved(np.array([0, 0, h / 2 + 0.0035])),
                (0.12, 0.35, 0.2),
                0.0,
                pattern="speckle",
            )
        )
    return solid(visuals, flat_top=d / 2, tips=True)


def towel(rng: Generator) -> Solid:
    w, d, h = rng.uniform(0.12, 0.22), rng.uniform(0.09, 0.16), rng.uniform(0.004, 0.012)
    return solid([Visual(box(w, d, h, 0.006), shine=0.0, pattern=decor(rng, 0.5) or "weave")], flat_top=0.4 * d)


def book(rng: Generator) -> Solid:
    w, d, h = rng.uniform(0.12, 0.19), rng.uniform(0.1, 0.14), rng.uniform(0.012, 0.035)
    pages = box(w * 0.97, d * 0.98, h * 0.8).moved(np.array([w * 0.02, 0, 0]))
    covers = [box(w, d, h * 0.1).moved(np.array([0, 0, s * h * 0.45])) for s in (1, -1)]
    spine = box(w * 0.02, d, h * 0.8).moved(np.array([-w * 0.49, 0, 0]))
    visuals = [
        *(Visual(c, shine=0.3, pattern="label") for c in covers),
        Visual(spine, shine=0.3),
        Visual(pages, (0.93, 0.91, 0.84), 0.0),
    ]
    return solid(visuals, [box(w, d, h).vertices], flat_top=0.4 * d)


def drawer_handle(rng: Generator) -> Solid:
    length, r, stand = rng.uniform(0.1, 0.16), rng.uniform(0.005, 0.008), rng.uniform(0.025, 0.035)
    bar, pieces = long_form(np.array([[-length / 2, 0, stand], [length / 2, 0, stand]]), np.array([r, r]), shine=0.9)
    visuals = [bar]
    for x in (-0.4 * length, 0.4 * length):
        post, more = long_form(np.array([[x, 0, 0], [x, 0, stand]]), np.array([r * 0.9, r * 0.9]), shine=0.9)
        visuals.append(post)
        pieces = pieces + more
    return solid(visuals, pieces)


def remote(rng: Generator) -> Solid:
    w, d, h = rng.uniform(0.14, 0.19), rng.uniform(0.04, 0.05), rng.uniform(0.016, 0.024)
    buttons = [
        box(0.008, 0.008, 0.003).moved(np.array([x, y, h / 2 + 0.001]))
        for x in np.linspace(-0.35, 0.3, 6) * w
        for y in (-0.011, 0, 0.011)
    ]
    grey = (0.55, 0.55, 0.55)
    return solid(
        [Visual(box(w, d, h, 0.01)), *(Visual(b, grey) for b in buttons[::2])],
        [box(w, d, h + 0.003, 0.01).vertices],
    )


def duck(rng: Generator) -> Solid:
    s = rng.uniform(0.7, 1.1)
    body = lathe(rounded(0.034 * s, 0.75)).moved(np.array([0, 0, 0.026 * s]))
    head = lathe(rounded(0.021 * s)).moved(np.array([0.018, 0, 0.064]) * s)
    beak = prism(np.array([[0.0, -0.009], [0.014, -0.004], [0.014, 0.004], [0, 0.009]]) * s, 0.006 * s).moved(
        np.array([0.036, 0, 0.06]) * s
    )
    return solid([Visual(body, shine=0.6), Visual(head, shine=0.6), Visual(beak, (0.95, 0.45, 0.1))])


def toy_car(rng: Generator) -> Solid:
    s = rng.uniform(0.7, 1.2)
    hull = box(0.11 * s, 0.048 * s, 0.022 * s, 0.008 * s).moved(np.array([0, 0, 0.023]) * s)
    cabin = box(0.055 * s, 0.044 * s, 0.02 * s, 0.01 * s).moved(np.array([-0.008, 0, 0.044]) * s)
    roll = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    wheel = lathe(np.array([(0, 0), (0.013, 0), (0.013, 0.01), (0, 0.01)]) * s, 16).turned(roll)
    wheels = [wheel.moved(np.array([x, y, 0.013]) * s) for x in (-0.034, 0.034) for y in (-0.018, 0.028)]
    return solid(
        [
            Visual(hull, shine=0.8),
            Visual(cabin, (0.2, 0.25, 0.3), 0.8),
            *(Visual(w, DARK, 0.2) for w in wheels),
        ]
    )
