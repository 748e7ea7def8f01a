"""Plans that bring a thing to another: placed into or onto it, or dropped on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from . import reach
from .mesh import Array
from .motion import Waypoint
from .place import Layout, advance, free
from .plan import Carry, Plan, approach_name, backed, grasp_pose, loose, start_of, timed
from .stage import Stage

NEAR = 0.05  # centres nearer than this count as placed [m]
ROOM = 0.03  # flown over everything else with this much to spare [m]
BESIDE = 0.01  # a dropped thing lies at least so far from its goal [m]
GRAVITY = 9.81


@dataclass(frozen=True)
class _Way:
    """Grasp, flight over the goal, where to let go, and where the thing comes to rest."""

    start: Waypoint
    grip: Waypoint
    height: float
    offset: Array  # from the grasp to letting go [3]
    rest: Array
    relation: str


def fall_seconds(height: float) -> float:
    return float(np.sqrt(2 * max(height, 0.0) / GRAVITY))


def place(stage: Stage, layout: Layout, thing: int, rng: Generator) -> Plan | None:
    """Takes a thing, carries it over another and lets go: it ends in or on it."""
    found = _find(stage, layout, thing, rng)
    if found is None:
        return None
    goal, way = found
    path, grasped, released = _path(way, rng)
    carry = Carry(goal, released, (way.rest, stage.pose(thing)[1]), way.relation)
    return Plan("success", thing, path, path[-1].t, approach_name(way.grip), thing, grasped, carry=carry)


def drop(stage: Stage, layout: Layout, thing: int, rng: Generator) -> Plan | None:
    """As `place`, but the thing slips from the fingers on the way and lies on the table."""
    found = _find(stage, layout, thing, rng)
    if found is None:
        return None
    goal, way = found
    position, rotation = stage.pose(thing)
    path, grasped, _ = _path(way, rng)
    share = rng.uniform(0.15, 0.6)
    ground = position + share * way.offset * [1, 1, 0]
    stage.place(thing, ground, rotation)
    lands = free(stage, thing, layout.things) and stage.gap(thing, goal, ROOM) > BESIDE
    lands = lands and np.linalg.norm(ground - stage.pose(goal)[0]) > 2 * NEAR
    stage.place(thing, position, rotation)
    if not lands:
        return None
    over, there = path[6], path[7]
    slips = over.t + _when(share) * (there.t - over.t)
    carry = Carry(goal, slips, (ground, rotation), None)
    return Plan("drop", thing, path, path[-1].t, approach_name(way.grip), thing, grasped, carry=carry)


def _when(share: float) -> float:
    """The time at which eased motion has covered a share of its way."""
    times = np.linspace(0, 1, 101)
    return float(np.interp(share, times**3 * (10 - 15 * times + 6 * times**2), times))


def _find(stage: Stage, layout: Layout, thing: int, rng: Generator) -> tuple[int, _Way] | None:
    goals = [t for t in loose(layout) if t != thing and _receives(stage, t)]
    for goal in rng.permutation(goals)[:3]:
        settled = _settle(stage, layout, thing, int(goal), rng)
        way = settled and _way(stage, layout, thing, settled, rng)
        if way:
            return int(goal), way
    return None


def _receives(stage: Stage, goal: int) -> bool:
    solid, (_, rotation) = stage.cast.actors[goal].solid, stage.pose(goal)
    return rotation[2, 2] > 0.99 and (solid.cavity is not None or solid.flat_top > 0)


def _settle(stage: Stage, layout: Layout, thing: int, goal: int, rng: Generator) -> tuple[Array, str] | None:
    """Where the thing comes to rest when lowered onto the goal as it stands now; None where that is too far off."""
    position, rotation = stage.pose(thing)
    solid, (centre, _) = stage.cast.actors[goal].solid, stage.pose(goal)
    slack = 0.3 * solid.flat_top
    if solid.cavity is not None:
        slack = solid.cavity.radius - float(np.sort(stage.cast.actors[thing].solid.half)[-2:].max())
        if slack < 0.002:
            return None
    top = centre[2] + solid.half[2]
    above = np.array(
        [*(centre[:2] + rng.uniform(-0.4, 0.4, 2) * slack), top + 0.005 + position[2] - stage.lowest(thing)]
    )
    stage.place(thing, above, rotation)
    others = [t for t in layout.things if t != thing]
    rests = free(stage, thing, others, 0.0) and advance(stage, thing, np.array([0, 0, -1.0]), others, 0.25)
    rests = rests and stage.gap(thing, goal, 0.01) < 0.001
    rest, lowest = stage.pose(thing)[0], stage.lowest(thing)
    stage.place(thing, position, rotation)
    if not rests or np.linalg.norm(rest - centre) > NEAR:
        return None
    within = solid.cavity is not None and stage.cast.actors[goal].kind.noun != "plate"
    if within and lowest > top - 0.6 * solid.half[2]:
        return None
    return rest, "inside" if within else "on"


def _way(stage: Stage, layout: Layout, thing: int, settled: tuple[Array, str], rng: Generator) -> _Way | None:
    position, rotation = stage.pose(thing)
    grip = grasp_pose(stage, layout, thing, rng)
    start = grip and start_of(stage, layout, backed(grip, 0.12), rng)
    if not grip or not start:
        return None
    stage.place_gripper(grip.position, grip.rotation, grip.opening)
    low = min(stage.lowest(thing), stage.lowest(Stage.GRIPPER))
    tops = [float(np.concatenate(stage.hulls(t))[:, 2].max()) for t in layout.things if t != thing]
    height = max([*tops, 0.05]) + ROOM - low
    rest, relation = settled
    wide = min(1.0, grip.opening + 0.2)
    for above in (0.003, 0.02, 0.04, 0.07):
        offset = rest - position + [0, 0, above]
        stage.place(thing, position + offset, rotation)
        clear = True
        for opening in (grip.opening, wide):
            stage.place_gripper(grip.position + offset, grip.rotation, opening)
            clear = clear and reach.clear(stage, layout, thing)
        stage.place(thing, position, rotation)
        if clear and offset[2] < height:
            return _Way(start, grip, height, offset, rest, relation)
    return None


def _path(way: _Way, rng: Generator) -> tuple[tuple[Waypoint, ...], float, float]:
    """The path, when the thing is held, and when it is let go."""
    grip = way.grip
    wide = min(1.0, grip.opening + 0.2)
    raised = replace(grip, position=grip.position + [0, 0, way.height])
    over = replace(grip, position=grip.position + way.offset * [1, 1, 0] + [0, 0, way.height])
    there = replace(grip, position=grip.position + way.offset)
    opened = replace(there, opening=wide)
    path = timed(
        [
            (rng.uniform(0.2, 0.6), way.start),
            (rng.uniform(1.4, 2.2), backed(grip, 0.1)),
            (rng.uniform(0.8, 1.3), replace(grip, opening=1.0)),
            (rng.uniform(0.4, 0.7), grip),
            (0.3, grip),
            (rng.uniform(1.0, 1.5), raised),
            (rng.uniform(0.0, 0.3), raised),
            (rng.uniform(1.4, 2.2), over),
            (rng.uniform(0.8, 1.4), there),
            (0.3, opened),
            (rng.uniform(0.8, 1.2), replace(over, opening=wide)),
            (rng.uniform(0.6, 1.2), replace(over, opening=wide)),
        ]
    )
    return path, path[3].t, path[8].t
