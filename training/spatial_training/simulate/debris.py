"""What people leave at the edges of a table: cables, paper, tools, a hand. Never named, never asked about."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .forms import long_form
from .gripper import turn
from .mesh import box, lathe, sweep
from .solid import RGB, Solid, Visual, solid

DEBRIS = 3  # in one scene's cast
SKIN: tuple[RGB, ...] = ((0.9, 0.72, 0.6), (0.75, 0.54, 0.4), (0.5, 0.33, 0.22), (0.3, 0.2, 0.14), (0.25, 0.45, 0.75))


def cable(rng: Generator) -> Solid:
    """A loose curve of 30 to 90 cm, seldom with a plug."""
    count, radius = int(rng.integers(14, 30)), rng.uniform(0.0015, 0.004)
    heading = np.cumsum(rng.normal(0, 0.35, count)) + rng.uniform(-0.2, 0.2) * np.arange(count)
    path = np.stack([np.cumsum(0.032 * np.cos(heading)), np.cumsum(0.032 * np.sin(heading)), np.full(count, radius)], 1)
    colour = _machine(rng)
    parts = [Visual(sweep(path, np.full(count, radius), 8), colour)]
    if rng.random() < 0.6:
        plug = (
            box(0.04, 0.016, 0.01, 0.002)
            .turned(turn("z", float(np.degrees(heading[-1]))))
            .moved(path[-1] + [0, 0, 0.004])
        )
        parts.append(Visual(plug, colour))
    return solid(parts, [])


def _machine(rng: Generator) -> RGB:
    grey = float(rng.choice([0.05, 0.1, 0.5, 0.85]))
    return (grey, grey, grey) if rng.random() < 0.7 else (float(rng.random()), float(rng.random()), float(rng.random()))


def paper(rng: Generator) -> Solid:
    """A printed sheet, or a few that do not lie quite square."""
    size = np.array([0.297, 0.21]) * rng.choice([0.5, 0.71, 1.0])
    tint = rng.uniform(0.82, 0.97)
    sheets = [
        Visual(
            box(size[0], size[1], 0.0004).turned(turn("z", rng.normal(0, 3.5))).moved(np.array([0, 0, 0.0005 * k])),
            (tint, tint, tint * rng.uniform(0.85, 1)),
            0.0,
            pattern="print",
        )
        for k in range(int(rng.integers(1, 4)))
    ]
    return solid(sheets, [])


def pliers(rng: Generator) -> Solid:
    """Two curved handles and steel jaws."""
    length, paint = rng.uniform(0.06, 0.1), _machine(rng)
    parts = []
    for side in (1, -1):
        path = np.array(
            [[0, 0.004 * side, 0.008], [-0.4 * length, 0.016 * side, 0.008], [-length, 0.013 * side, 0.008]]
        )
        parts.append(long_form(path, np.array([0.005, 0.006, 0.005]), paint)[0])
        jaw = np.array([[0, 0.004 * side, 0.008], [0.03, 0.006 * side, 0.008], [0.055, 0.002 * side, 0.008]])
        parts.append(long_form(jaw, np.array([0.008, 0.006, 0.003]), (0.6, 0.6, 0.62), shine=0.8)[0])
    return solid(parts, [])


def wrench(rng: Generator) -> Solid:
    length = rng.uniform(0.12, 0.22)
    steel = (0.62, 0.62, 0.64)
    ring = np.array([(0.009, 0), (0.016, 0), (0.016, 0.008), (0.009, 0.008), (0.009, 0)])
    parts = [Visual(box(length, 0.012, 0.006, 0.002).moved(np.array([0, 0, 0.004])), steel, 0.9)]
    parts += [
        Visual(lathe(ring).moved(np.array([x, 0, 0])), steel, 0.9) for x in (-length / 2 - 0.01, length / 2 + 0.01)
    ]
    return solid(parts, [])


def hand(rng: Generator) -> Solid:
    """A resting hand with its forearm, bare or gloved; it reaches in from the edge along +x."""
    colour, curl = SKIN[rng.integers(len(SKIN))], rng.uniform(0.0, 0.02)
    sleeve = _machine(rng)

    def limb(points: list[list[float]], radii: list[float], tint: RGB) -> Visual:
        return Visual(sweep(np.array(points), np.array(radii), 12), tint, 0.2)

    parts = [limb([[-0.06, 0, 0.03], [0, 0, 0.03], [0.045, 0, 0.026]], [0.03, 0.042, 0.036], colour)]
    for k, (y, length) in enumerate(zip((-0.03, -0.01, 0.01, 0.03), (0.055, 0.07, 0.075, 0.06), strict=True)):
        spread = 1 + 0.25 * rng.random()
        tip = [0.045 + length, y * spread, 0.012 + curl * (k % 2)]
        parts.append(
            limb([[0.03, y, 0.026], [0.045 + length / 2, y * spread, 0.03], tip], [0.011, 0.0095, 0.008], colour)
        )
    parts.append(limb([[-0.03, -0.035, 0.026], [0.02, -0.075, 0.015]], [0.013, 0.01], colour))
    parts.append(limb([[-0.06, 0, 0.03], [-0.35, 0, 0.06]], [0.03, 0.045], sleeve if rng.random() < 0.7 else colour))
    return solid(parts, [])


MAKERS = (cable, cable, paper, paper, pliers, wrench, hand)


def make(rng: Generator) -> list[Solid]:
    return [MAKERS[i](rng) for i in rng.integers(len(MAKERS), size=DEBRIS)]
