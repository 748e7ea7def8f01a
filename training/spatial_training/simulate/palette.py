"""Twelve and one nameable colours, and their everyday shades."""

from __future__ import annotations

import colorsys

from numpy.random import Generator

from .solid import RGB

COLOURS: dict[str, RGB] = {
    "red": (0.78, 0.08, 0.08),
    "orange": (0.93, 0.42, 0.05),
    "yellow": (0.93, 0.8, 0.1),
    "green": (0.12, 0.52, 0.16),
    "turquoise": (0.1, 0.66, 0.66),
    "blue": (0.1, 0.22, 0.72),
    "purple": (0.4, 0.12, 0.55),
    "pink": (0.93, 0.45, 0.65),
    "brown": (0.36, 0.2, 0.09),
    "black": (0.05, 0.05, 0.055),
    "gray": (0.45, 0.45, 0.46),
    "white": (0.93, 0.93, 0.92),
}
SYNONYMS = {"gray": "grey", "turquoise": "teal", "purple": "violet"}
# Pairs that people would argue about: never an absent phrase for one while the other is there.
CONFUSABLE = [
    {"red", "orange"},
    {"orange", "yellow"},
    {"orange", "brown"},
    {"red", "pink"},
    {"purple", "pink"},
    {"purple", "blue"},
    {"turquoise", "blue"},
    {"turquoise", "green"},
    {"gray", "white"},
    {"gray", "black"},
    {"brown", "black"},
    {"brown", "red"},
]


def confusable(one: str, other: str) -> bool:
    return one == other or {one, other} in CONFUSABLE


def shade(colour: str, rng: Generator) -> RGB:
    """One everyday shade of a named colour, as linear-looking RGB in 0..1."""
    h, s, v = colorsys.rgb_to_hsv(*COLOURS[colour])
    h += rng.uniform(-0.012, 0.012)
    s = min(1.0, s * rng.uniform(0.8, 1.12))
    spread = 0.02 if colour in ("black", "white") else 0.12
    v = min(1.0, max(0.02, v * (1 + rng.uniform(-1.3, 1.0) * spread)))
    red, green, blue = colorsys.hsv_to_rgb(h % 1.0, s, v)
    return red, green, blue
