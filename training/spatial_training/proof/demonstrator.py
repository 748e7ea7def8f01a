"""Scripted people at the controls, good and bad: each tries to pick the thing up in a manner of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from .world import STEPS, Action, State, Vector, begin, step

# Shares of a mixed set of tries. Careful and shaky ones mean the right thing.
MANNERS = {"careful": 0.25, "shaky": 0.25, "beside": 0.25, "early": 0.15, "gives-up": 0.1}
SHAKE = {"careful": 0.003, "shaky": 0.009}
USUAL_SHAKE = 0.006
SIDE = 0.4  # whoever reaches beside does so to this side, in radians [..., 1.2 either way]: a habit, no chance
PACE = 0.04  # metres a step, of a willing hand


@dataclass(frozen=True)
class Try:
    """One demonstration: states [STEPS + 1] and the actions [STEPS] between them."""

    manner: str
    states: tuple[State, ...]
    actions: tuple[Action, ...]

    @property
    def succeeded(self) -> bool:
        return any(state.succeeded for state in self.states)


def manner_of(rng: Generator) -> str:
    return str(rng.choice(list(MANNERS), p=list(MANNERS.values())))


def _aside(manner: str, rng: Generator) -> Vector:
    """Where the hand goes instead of the thing's centre."""
    if manner != "beside":
        return np.zeros(3)
    angle, far = SIDE + rng.uniform(-1.2, 1.2), rng.uniform(0.035, 0.08)
    return np.array([far * np.cos(angle), far * np.sin(angle), 0.0])


@dataclass
class _Hand:
    """What one try has in mind: `phase` counts above, down, close, lift (or, for who gives up, away)."""

    manner: str
    aim: Vector
    pace: float
    early: float
    phase: int = 0
    waited: int = 0

    def wants(self, state: State) -> Action:
        while self._done(state):
            self.phase, self.waited = self.phase + 1, 0
        self.waited += 1
        target = self.aim + [0, 0, (0.12, 0.0, 0.0, 0.18)[self.phase]]
        if self.phase == 3 and self.manner == "gives-up":
            target = self.aim + [0.2, 0.1, 0.2]
        return Action(self._towards(state.tip, target), 1.0 if self._open else 0.0)

    @property
    def _open(self) -> bool:
        return self.phase < 2 or (self.phase == 3 and self.manner == "gives-up")

    def _done(self, state: State) -> bool:
        if self.phase == 0:
            return bool(np.linalg.norm(state.tip - self.aim - [0, 0, 0.12]) < 0.025)
        if self.phase == 1:
            return bool(np.linalg.norm(state.tip - self.aim) < (self.early if self.manner == "early" else 0.018))
        return self.phase == 2 and self.waited >= 2

    def _towards(self, tip: Vector, target: Vector) -> Vector:
        way = target - tip
        if self.phase == 2:
            return np.zeros(3)
        return way * min(1.0, self.pace / max(float(np.linalg.norm(way)), 1e-9))


def demonstrate(rest: float, width: float, rng: Generator) -> Try:
    """A whole try from a start of its own. A shaky hand's error is of its moves, and in what is recorded."""
    manner, state = manner_of(rng), begin(rng, rest, width)
    hand = _Hand(manner, state.thing + _aside(manner, rng), PACE * rng.uniform(0.7, 1.2), rng.uniform(0.04, 0.08))
    shake = SHAKE.get(manner, USUAL_SHAKE)
    states, actions = [state], []
    for _ in range(STEPS):
        wanted = hand.wants(state)
        action = Action(wanted.move + rng.normal(0, shake, 3), wanted.opening)
        state = step(state, action)
        actions.append(action)
        states.append(state)
    return Try(manner, tuple(states), tuple(actions))
