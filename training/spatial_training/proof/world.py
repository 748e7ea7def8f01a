"""Picking a thing up from a table with a position-controlled gripper that points down: quasi-static, in metres.

The same law moves demonstrators and policies. Nothing is drawn here; `filming` makes pictures of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Vector = NDArray[np.float64]

RATE = 4.0  # steps per second
STEPS = 24  # of an episode
REACH = 0.05  # the farthest that the tool centre point moves in a step
FLOOR = 0.012  # the lowest that it gets
GRASP = 0.022  # closing takes the thing when the tool centre point is this near its centre
BESIDE = 0.045  # a low gripper that is farther aside than GRASP pushes the thing until it is this far away
OPENS = 0.5  # share of the opening that a step changes
RAISED = 0.08  # held and this much higher is success


@dataclass(frozen=True)
class State:
    """`tip`: tool centre point [3]; `thing`: the thing's centre [3]; `opening`: 0 closed to 1; `rest`: its height on the table."""

    tip: Vector
    thing: Vector
    opening: float
    held: bool
    rest: float
    width: float  # opening at which the fingers meet the thing

    @property
    def raised(self) -> float:
        return float(self.thing[2] - self.rest)

    @property
    def succeeded(self) -> bool:
        return self.held and self.raised >= RAISED


@dataclass(frozen=True)
class Action:
    """`move` [3]: displacement, cut to REACH; `opening`: wanted, 0 to 1."""

    move: Vector
    opening: float


def begin(rng: Generator, rest: float, width: float) -> State:
    """The thing somewhere in the middle of the table, the gripper open, 15 to 35 cm away and above it."""
    thing = np.array([*rng.uniform(-0.13, 0.13, 2), rest])
    angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.25)
    tip = thing + [away * np.cos(angle), away * np.sin(angle), rng.uniform(0.12, 0.25)]
    return State(tip, thing, 1.0, False, rest, width)


def step(state: State, action: Action) -> State:
    """The state a step later."""
    length = float(np.linalg.norm(action.move))
    moved = state.tip + action.move * min(1.0, REACH / max(length, 1e-9))
    moved[2] = max(moved[2], FLOOR)
    wanted = float(np.clip(action.opening, 0, 1))
    if state.held and wanted > state.width + 0.1:
        return replace(state, tip=moved, opening=_towards(state.opening, wanted), held=False, thing=_dropped(state))
    if state.held:
        return replace(state, tip=moved, thing=state.thing + moved - state.tip)
    opening = _towards(state.opening, wanted)
    closes = state.opening > state.width >= opening
    if closes and np.linalg.norm(moved - state.thing) < GRASP:
        return replace(state, tip=moved, opening=state.width, held=True)
    return replace(state, tip=moved, opening=opening, thing=_pushed(moved, opening, state))


def _towards(opening: float, wanted: float) -> float:
    return opening + float(np.clip(wanted - opening, -OPENS, OPENS))


def _dropped(state: State) -> Vector:
    return np.array([*state.thing[:2], state.rest])


def _pushed(tip: Vector, opening: float, state: State) -> Vector:
    """An open gripper straddles the thing; any other that is low and near shoves it aside."""
    aside = state.thing[:2] - tip[:2]
    far = float(np.linalg.norm(aside))
    low = tip[2] < 2 * state.rest
    if not low or far >= BESIDE or (far < GRASP and opening > state.width):
        return state.thing
    direction = aside / far if far > 1e-6 else np.array([1.0, 0.0])
    return np.array([*(tip[:2] + BESIDE * direction), state.rest])


SIZE = 6  # numbers of an observation


def observed(state: State) -> Vector:
    """What a policy is told [SIZE]: the tool centre point from the thing [3], its height, the opening, the thing's rise."""
    return np.array([*(state.tip - state.thing), state.tip[2], state.opening, state.raised])
