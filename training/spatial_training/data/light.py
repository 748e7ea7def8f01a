"""Photometric augmentation: strong in light and noise, weak in hue, so that colour names stay true."""

import numpy as np
from PIL import Image, ImageFilter

from .letterbox import IMAGE_MEAN, IMAGE_STD, RESCALE_FACTOR

BLURRED_SHARE, NOISY_SHARE = 0.25, 0.5
STRONGEST_NOISE = 0.05
NOISE_BANK = np.random.default_rng(0).standard_normal(1 << 20, dtype=np.float32)


def pixel_values(canvas: np.ndarray) -> np.ndarray:
    """[H, W, 3] uint8 to normalised float32 of the same shape."""
    mean, std = np.float32(IMAGE_MEAN), np.float32(IMAGE_STD)
    return (canvas * np.float32(RESCALE_FACTOR) - mean) / std


def vary_light(canvas: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """As `pixel_values`, with gamma, gain, contrast, colour cast, blur and noise drawn anew."""
    if random.random() < BLURRED_SHARE:
        blur = ImageFilter.BoxBlur(random.uniform(0.2, 1.0))
        canvas = np.asarray(Image.fromarray(canvas).filter(blur))
    curve = tone_curve(float(canvas.mean()) * RESCALE_FACTOR, random)
    values = np.empty(canvas.shape, np.float32)
    for channel in range(3):
        values[..., channel] = curve[:, channel][canvas[..., channel]]
    if random.random() < NOISY_SHARE:
        start = random.integers(0, len(NOISE_BANK) - values.size)
        noise = NOISE_BANK[start : start + values.size].reshape(values.shape)
        values += noise * np.float32(random.uniform(0, STRONGEST_NOISE) / np.mean(IMAGE_STD))
    return values


def tone_curve(level: float, random: np.random.Generator) -> np.ndarray:
    """Normalised value of each of 256 levels per channel, [256, 3]; `level` is the image's mean."""
    x = (np.arange(256) * RESCALE_FACTOR) ** np.exp(random.uniform(-0.35, 0.35))
    gain = random.uniform(0.75, 1.25) * random.uniform(0.94, 1.06, 3)
    curve = level + (x[:, None] - level) * random.uniform(0.75, 1.25)
    return ((np.clip(curve * gain, 0, 1) - IMAGE_MEAN) / IMAGE_STD).astype(np.float32)
