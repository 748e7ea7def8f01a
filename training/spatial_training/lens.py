"""Radial lens distortion (Brown 1966; OpenCV's k1 and k2) of slopes x/z, y/z."""

import numpy as np

FARTHEST_SLOPE = 1.4  # beyond this, far outside every picture, a lens bends no more
STRAIGHT = (0.0, 0.0)


def bent(slopes: np.ndarray, distortion: tuple[float, float] | np.ndarray) -> np.ndarray:
    """Where the lens shows rays of `slopes` [..., 2], as slopes again."""
    r2 = np.minimum((slopes**2).sum(-1, keepdims=True), FARTHEST_SLOPE**2)
    return slopes * (1 + distortion[0] * r2 + distortion[1] * r2**2)
