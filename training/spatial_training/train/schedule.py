"""Learning rate by wall time, so that a run of N minutes ends annealed however fast it went."""

import math

WARM_UP = 0.02
FLAT_UNTIL = 0.3
LAST = 0.01


def learning_rate(peak: float, progress: float) -> float:
    """`progress` 0..1 of the run: linear warm-up, flat, then a cosine to 1 % of the peak."""
    progress = min(max(progress, 0.0), 1.0)
    if progress < WARM_UP:
        return peak * max(progress / WARM_UP, 0.02)
    if progress < FLAT_UNTIL:
        return peak
    fall = (progress - FLAT_UNTIL) / (1 - FLAT_UNTIL)
    return peak * (LAST + (1 - LAST) * 0.5 * (1 + math.cos(math.pi * fall)))
