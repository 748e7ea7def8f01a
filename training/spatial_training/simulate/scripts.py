"""Every kind of episode by its name."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from .carry import drop, place
from .place import Layout
from .plan import Plan, loose, miss, moved, retreat, success, wrong_object
from .stage import Stage

PLANNERS: dict[str, Callable[[Stage, Layout, int, Generator], Plan | None]] = {
    "success": success,
    "miss": miss,
    "wrong_object": wrong_object,
    "retreat": retreat,
    "moved": moved,
    "place": place,
    "drop": drop,
}


def devise(stage: Stage, layout: Layout, outcome: str, rng: Generator, task: int | None = None) -> Plan | None:
    """A plan with this outcome for `task` or else some thing of the layout; None when the scene does not allow one."""
    for target in rng.permutation(loose(layout)) if task is None else [task]:
        plan = PLANNERS[outcome](stage, layout, int(target), rng)
        if plan is not None:
            return plan
    return None
