"""What changes over a run, by wall time, so that N minutes end annealed however fast they went."""

import math

WARM_UP = 0.02
FLAT_UNTIL = 0.3
LAST = 0.01
HINTS_FADE = (0.15, 0.5)
LEAST_HINTED = 0.2


def learning_rate(peak: float, progress: float) -> float:
    """`progress` 0..1 of the run: linear warm-up, flat, then a cosine to 1 % of the peak."""
    progress = min(max(progress, 0.0), 1.0)
    if progress < WARM_UP:
        return peak * max(progress / WARM_UP, 0.02)
    if progress < FLAT_UNTIL:
        return peak
    fall = (progress - FLAT_UNTIL) / (1 - FLAT_UNTIL)
    return peak * (LAST + (1 - LAST) * 0.5 * (1 + math.cos(math.pi * fall)))


def hinted_share(progress: float, warm: bool) -> float:
    """Share of pictures whose astray peaks are moved to the truth.

    All at first, so that depths are learnt before pointing is; few later, and in a run that begins with
    trained weights, so that the heads learn what to make of places that are wrong, as they are in use.
    """
    if warm:
        return LEAST_HINTED
    begin, end = HINTS_FADE
    faded = min(max((progress - begin) / (end - begin), 0.0), 1.0)
    return 1 - (1 - LEAST_HINTED) * faded
