"""Procedural surface pictures, uint8 [size, size, 3]. Patterns on things stay near white so that they take a colour."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Field = NDArray[np.float64]


def _noise(rng: Generator, size: int, rows: int, columns: int) -> Field:
    """Smooth noise in 0..1 with `rows` x `columns` features."""
    coarse = Image.fromarray((rng.random((rows, columns)) * 255).astype(np.uint8))
    return np.asarray(coarse.resize((size, size), Image.Resampling.BICUBIC), float) / 255


def _mix(field: Field, dark: Field, light: Field) -> Pixels:
    return (255 * np.clip(dark + field[..., None] * (light - dark), 0, 1)).astype(np.uint8)


def wood(rng: Generator, size: int) -> Pixels:
    """Planks of varying tone with grain along them."""
    base = np.array(
        [[0.72, 0.52, 0.33], [0.55, 0.36, 0.2], [0.85, 0.72, 0.55], [0.35, 0.22, 0.13], [0.8, 0.78, 0.74]][
            rng.integers(5)
        ]
    )
    grain = 0.6 * _noise(rng, size, size // 2, 4) + 0.4 * _noise(rng, size, size // 8, 3)
    count = int(rng.integers(1, 9))
    rows = np.arange(size) * count // size
    shift = (
        rng.uniform(-0.5, 0.5, (count, 4))[rows][:, (np.arange(size) * 4 // size)]
        if rng.random() < 0.5
        else rng.uniform(-0.4, 0.4, count)[rows][:, None]
    )
    seams = (np.diff(rows, prepend=0) > 0)[:, None] * 0.5
    return _mix(0.5 + 0.5 * (grain - 0.5) + 0.5 * shift - seams, base * 0.7, np.minimum(base * 1.25, 1))


def _paint(rng: Generator) -> Field:
    """A furnishing colour: any hue, seldom vivid."""
    colour = rng.uniform(0.1, 0.92, 3)
    return colour.mean() + rng.uniform(0, 0.9) * (colour - colour.mean())


def cloth(rng: Generator, size: int) -> Pixels:
    base = _paint(rng)
    t = np.arange(size)
    weave = 0.5 + 0.25 * np.sin(t * np.pi / 2.5)[:, None] + 0.25 * np.sin(t * np.pi / 2.5)[None]
    field = 0.6 * weave + 0.4 * _noise(rng, size, 9, 9)
    if rng.random() < 0.35:
        period = int(rng.integers(size // 16, size // 4))
        field = field + 0.5 * (
            ((t // period) % 2)[:, None] * ((t // period) % 2)[None]
            if rng.random() < 0.5
            else ((t // period) % 2)[:, None]
        )
    return _mix(field, base * 0.75, np.minimum(base * 1.2, 1))


def metal(rng: Generator, size: int) -> Pixels:
    base = np.full(3, rng.uniform(0.4, 0.75)) + rng.uniform(-0.03, 0.03, 3)
    return _mix(0.6 * _noise(rng, size, size, 3) + 0.4 * _noise(rng, size, 3, 3), base * 0.85, base * 1.1)


def laminate(rng: Generator, size: int) -> Pixels:
    """Lab bench, painted board or stone: nearly plain, speckled or mottled."""
    base = np.full(3, rng.uniform(0.1, 0.92)) + rng.uniform(-0.05, 0.05, 3)
    field = 0.5 * _noise(rng, size, 5, 5) + rng.choice([0.0, 0.3, 0.7]) * rng.random((size, size))
    return _mix(field, base * 0.88, np.minimum(base * 1.1, 1))


def tiles(rng: Generator, size: int) -> Pixels:
    one = _paint(rng)
    two = _paint(rng) if rng.random() < 0.3 else one * rng.uniform(0.5, 0.9)
    t = np.arange(size) * int(rng.integers(4, 14)) // size % 2
    return _mix(np.abs(t[:, None] - t[None]) + 0.2 * _noise(rng, size, 40, 40), one, two)


def breadboard(rng: Generator, size: int) -> Pixels:
    """A lab's optical table: metal with a grid of holes."""
    pitch = max(6, size // int(rng.integers(8, 24)))
    y, x = np.mgrid[:size, :size] % pitch - pitch / 2
    holes = (x**2 + y**2 < (pitch * rng.uniform(0.12, 0.2)) ** 2)[..., None]
    plate = (
        metal(rng, size) if rng.random() < 0.7 else _mix(_noise(rng, size, 9, 9), np.full(3, 0.06), np.full(3, 0.12))
    )
    return np.where(holes, np.uint8(18), plate)


def cutting_mat(rng: Generator, size: int) -> Pixels:
    """One deep colour with fine ruled lines, every fifth heavier."""
    base, pitch = rng.uniform(0.05, 0.45, 3), max(4, size // int(rng.integers(12, 40)))
    t = np.arange(size)
    lines = np.maximum((t % pitch == 0) * 0.5, (t % (5 * pitch) < 2) * 1.0)
    return _mix(np.maximum(lines[:, None], lines[None]) + 0.05 * _noise(rng, size, 9, 9), base, base + 0.4)


def stone(rng: Generator, size: int) -> Pixels:
    """A kitchen top: speckled in several tones, seldom veined."""
    one, two = np.full(3, rng.uniform(0.1, 0.85)) + rng.uniform(-0.06, 0.06, (2, 3))
    field = 0.4 * _noise(rng, size, size // 4, size // 4) + 0.6 * _noise(rng, size, size // 9, size // 9)
    veins = np.abs(_noise(rng, size, 5, 5) - 0.5) < 0.02 if rng.random() < 0.4 else np.zeros((size, size), bool)
    return _mix(np.where(veins, 1.0, field), one * 0.7, np.minimum(two * 1.3, 1))


def poster(rng: Generator, size: int) -> Pixels:
    """A busy wall: overlapping rectangles of any colour."""
    picture = np.full((size, size, 3), rng.uniform(60, 230, 3))
    for _ in range(int(rng.integers(4, 30))):
        (x0, x1), (y0, y1) = np.sort(rng.integers(0, size, (2, 2)), axis=1)
        picture[y0:y1, x0:x1] = rng.uniform(0, 255, 3)
    return np.clip(picture + 12 * rng.standard_normal((size, size, 1)), 0, 255).astype(np.uint8)


SURFACES = (wood, wood, wood, cloth, cloth, metal, laminate, laminate, laminate, tiles, breadboard, cutting_mat, stone)
WALLS = (laminate, laminate, wood, cloth, poster, tiles)


def surface(rng: Generator, size: int = 384) -> Pixels:
    return SURFACES[rng.integers(len(SURFACES))](rng, size)


def wall(rng: Generator, size: int = 256) -> Pixels:
    return WALLS[rng.integers(len(WALLS))](rng, size)


def pattern(kind: str, rng: Generator, size: int = 128) -> Pixels:
    """Surface of a thing, mostly white: `label`, `print`, or one of `FIELDS`."""
    if kind == "label":
        return _label(rng, size)
    field = _print(rng, size) if kind == "print" else FIELDS[kind](rng, size)
    return np.repeat((255 * np.clip(field, 0, 1)).astype(np.uint8)[..., None], 3, 2)


def _stripes(rng: Generator, size: int) -> Field:
    return 0.35 + 0.65 * ((np.arange(size) * int(rng.integers(3, 9)) // size) % 2)[:, None] * np.ones((1, size))


def _dots(rng: Generator, size: int) -> Field:
    pitch = size // int(rng.integers(4, 9))
    y, x = np.mgrid[:size, :size]
    shifted = (x + (y // pitch % 2) * pitch // 2) % pitch - pitch / 2
    return 1 - 0.6 * (shifted**2 + (y % pitch - pitch / 2) ** 2 < (0.25 * pitch) ** 2)


def _checks(rng: Generator, size: int) -> Field:
    band = np.arange(size) * int(rng.integers(4, 10)) // size % 2
    return 1 - 0.3 * band[:, None] - 0.3 * band[None]


def _weave(rng: Generator, size: int) -> Field:
    wave = np.sin(np.arange(size) * 1.3)
    return 0.7 + 0.15 * wave[:, None] + 0.15 * wave[None]


FIELDS: dict[str, Callable[[Generator, int], Field]] = {
    "stripes": _stripes,
    "dots": _dots,
    "checks": _checks,
    "weave": _weave,
    "grain": lambda rng, size: 0.55 + 0.45 * _noise(rng, size, 4, 48),
    "speckle": lambda rng, size: 0.75 + 0.25 * _noise(rng, size, 64, 64),
}


def _print(rng: Generator, size: int) -> Field:
    """A page: lines of words, and now and then a grey figure."""
    page, margin = np.ones((size, size)), size // 10
    for row in range(size // 12, size - size // 12, max(4, size // 24)):
        words = np.repeat(rng.random(size // 4) < 0.75, 4)
        page[row : row + 2, margin : size - margin] = 1 - 0.7 * words[margin : size - margin]
    if rng.random() < 0.5:
        y, x = rng.integers(size // 8, size // 2, 2)
        page[y : y + size // 4, x : x + size // 3] = rng.uniform(0.3, 0.8)
    return page


def _label(rng: Generator, size: int) -> Pixels:
    """A printed product: white ground that takes the colour, with a block of print, lines and blobs."""
    picture = np.full((size, size, 3), 255.0)
    if rng.random() < 0.3:
        return picture.astype(np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        x, y = rng.integers(0, size, 2)
        w, h = rng.integers(size // 8, size // 3, 2)
        picture[y : y + h, x : x + w] = rng.uniform(0, 255, 3)
    for row in rng.integers(0, size, int(rng.integers(2, 9))):
        start, stop = np.sort(rng.integers(0, size, 2))
        picture[row : row + 2, start:stop] = rng.choice([20.0, 120.0])
    cy, cx, radius = *rng.integers(0, size, 2), rng.uniform(size / 16, size / 6)
    yy, xx = np.mgrid[:size, :size]
    picture[(yy - cy) ** 2 + (xx - cx) ** 2 < radius**2] = rng.uniform(0, 255, 3)
    return picture.astype(np.uint8)
