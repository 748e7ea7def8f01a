"""Simulated time that keeps up with a steady clock, however long a picture takes."""

from __future__ import annotations

import math
from collections.abc import Callable


class Pace:
    """Episode time from a steady clock, in rounds of `seconds`; each round begins at 0 again."""

    def __init__(self, seconds: float, rate: float, now: Callable[[], float]) -> None:
        self._seconds, self._rate, self._now, self._begun = seconds, rate, now, now()

    def restart(self) -> None:
        self._begun = self._now()

    @property
    def time(self) -> float:
        """Since the round began, not beyond its end. [s]"""
        return min(self._now() - self._begun, self._seconds)

    def next_picture(self, last: int) -> int:
        """The number of the picture to draw next: pictures whose time has passed are left out."""
        return max(last + 1, math.floor(self.time * self._rate))

    def wait_for(self, number: int) -> float:
        """Seconds until that picture's time; 0 when it has come."""
        return max(0.0, self._begun + number / self._rate - self._now())
