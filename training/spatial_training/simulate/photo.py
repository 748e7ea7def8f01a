"""What a real camera does to a picture: exposure, colour cast, blur, noise, compression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Lens:
    """One camera's faults; fixed for a whole episode."""

    gain: tuple[float, float, float]
    exposure: float  # mean brightness 0..1 that its automatic exposure aims at
    gamma: float
    lift: float
    blur: float
    noise: float
    vignette: float
    quality: int
    smear: tuple[float, float] = (0.0, 0.0)  # motion during the exposure [pixels]


def random_lens(rng: Generator) -> Lens:
    cast = 1 + rng.normal(0, 0.05 if rng.random() < 0.7 else 0.13, 3)
    blur = 0.0 if rng.random() < 0.5 else rng.uniform(0.2, 1.1)
    noise = rng.uniform(0, 5) if rng.random() < 0.8 else rng.uniform(5, 10)
    shade = rng.uniform(0, 0.35) if rng.random() < 0.3 else 0.0
    return Lens(
        (float(cast[0]), float(cast[1]), float(cast[2])),
        float(np.clip(rng.normal(0.44, 0.1), 0.22, 0.68)),
        float(np.exp(rng.normal(0, 0.15))),
        float(rng.uniform(-8, 18)),
        blur,
        noise,
        shade,
        int(rng.integers(70, 96) if rng.random() < 0.8 else rng.integers(35, 70)),
        _smear(rng),
    )


def _smear(rng: Generator) -> tuple[float, float]:
    if rng.random() > 0.15:
        return 0.0, 0.0
    angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(1.0, 6.0)
    return float(length * np.cos(angle)), float(length * np.sin(angle))


def _moved(value: NDArray[np.float32], smear: tuple[float, float]) -> NDArray[np.float32]:
    """The mean of copies along the motion, the picture in their middle."""
    height, width = value.shape[:2]
    margin = int(np.ceil(np.hypot(*smear)))
    padded = np.pad(value, ((margin, margin), (margin, margin), (0, 0)), mode="edge")
    shifts = [np.rint(s * np.array(smear)).astype(int) + margin for s in np.linspace(-0.5, 0.5, margin + 1)]
    return np.mean([padded[y : y + height, x : x + width] for x, y in shifts], axis=0, dtype=np.float32)


CLEAN = Lens((1.0, 1.0, 1.0), 0.45, 1.0, 0.0, 0.25, 1.5, 0.0, 85)


def develop(picture: Image.Image, lens: Lens, rng: Generator) -> Image.Image:
    if lens.blur > 0:
        picture = picture.filter(ImageFilter.GaussianBlur(lens.blur))
    value = np.asarray(picture, np.float32) / 255
    if lens.smear != (0.0, 0.0):
        value = _moved(value, lens.smear)
    value = np.power(value, np.float32(lens.gamma))
    automatic = float(np.clip(lens.exposure / (value.mean() + 1e-3), 0.6, 2.2))
    value = value * (255 * automatic * np.asarray(lens.gain, np.float32)) + np.float32(lens.lift)
    if lens.vignette > 0:
        y, x = np.mgrid[-1 : 1 : value.shape[0] * 1j, -1 : 1 : value.shape[1] * 1j]
        value *= (1 - lens.vignette * (x**2 + y**2) / 2)[..., None].astype(np.float32)
    if lens.noise > 0:
        value += lens.noise * rng.standard_normal(value.shape[:2] + (3,), dtype=np.float32)
    return Image.fromarray(np.clip(value, 0, 255).astype(np.uint8))
