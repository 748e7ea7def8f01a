"""What a reward by true poses would make of a try: the stages of task.yaml, with thresholds that the truth allows."""

from __future__ import annotations

import numpy as np

from .world import RATE, Vector

NEAR, FAR = 0.02, 0.40  # of tolerance(distance, 0 cm, 2 cm, 40 cm) [m]
HIGH = 0.08  # of tolerance(raised, 8 cm, 1 m, 8 cm) [m]
REACHED, LIFTED = 0.03, 0.05  # [m]
HOLD = 0.5  # seconds
AT_MARGIN = 0.1  # as dm_control's tolerance


def tolerance(value: float, upper: float, margin: float) -> float:
    """1 up to `upper`, falling as a gaussian to AT_MARGIN at `margin` beyond it."""
    beyond = max(0.0, value - upper) / margin
    return float(AT_MARGIN ** (beyond**2))


def potentials(distance: Vector, raised: Vector) -> Vector:
    """The potential of every step [N], 0 to 1; 1 from success on."""
    stage, since, found = 0, None, []
    for k, (apart, rise) in enumerate(zip(distance, raised, strict=True)):
        while stage < 2 and _over(stage, apart, rise):
            since = k if since is None else since
            if (k - since) / RATE < HOLD:
                break
            stage, since = stage + 1, None
        if stage < 2 and not _over(stage, apart, rise):
            since = None
        found.append(1.0 if stage == 2 else (stage + _within(stage, apart, rise)) / 2)
    return np.array(found)


def _over(stage: int, apart: float, rise: float) -> bool:
    return apart < REACHED if stage == 0 else rise > LIFTED and apart < REACHED


def _within(stage: int, apart: float, rise: float) -> float:
    return tolerance(apart, NEAR, FAR) if stage == 0 else tolerance(HIGH - rise, 0.0, HIGH)
