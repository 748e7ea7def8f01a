"""Scripts of episodes: what the gripper does, when it holds what, and how things move on their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from scipy.spatial.transform import Rotation

from . import reach
from .mesh import Array
from .motion import Waypoint, between
from .place import CLEAR, Layout
from .stage import Stage

AT_CENTRE = 0.022  # a grasp counts when the tool centre point is this near the thing's centre [m]


@dataclass(frozen=True)
class Slide:
    """A thing pushed along the table from `start` to where it stands now, between two times."""

    start: Array
    begins: float
    ends: float


@dataclass(frozen=True)
class Carry:
    """The held thing should end at `goal`; let go at `released`, it falls to `rest` (position, rotation)."""

    goal: int
    released: float
    rest: tuple[Array, Array]
    relation: str | None  # "inside" or "on" where it ends at the goal


@dataclass(frozen=True)
class Plan:
    """`held` rides with the gripper from `grasped` on; `task` is the thing the episode should have taken."""

    outcome: str
    task: int
    path: tuple[Waypoint, ...]
    seconds: float
    approach: str
    held: int | None = None
    grasped: float = np.inf
    slide: Slide | None = None
    carry: Carry | None = None


def loose(layout: Layout) -> list[int]:
    """Things that rest on nothing and carry nothing."""
    tied = {t for pair in layout.inside | layout.on for t in pair}
    return [t for t in layout.things if t not in tied]


def grasp_pose(stage: Stage, layout: Layout, target: int, rng: Generator) -> Waypoint | None:
    """A grasp with the tool centre point near the thing's centre and a free way in."""
    centre, _ = stage.pose(target)
    for _ in range(40):
        if not reach.grasp(stage, layout, target, rng):
            continue
        grip = Waypoint(0.0, stage.gripper_position, stage.gripper_rotation, stage.opening)
        if np.linalg.norm(grip.position - centre) < AT_CENTRE and free_way(
            stage, layout, backed(grip, 0.12), replace(grip, opening=1.0)
        ):
            return grip
    return None


def backed(grip: Waypoint, distance: float) -> Waypoint:
    return replace(grip, position=grip.position - distance * grip.rotation[:, 2], opening=1.0)


def free_way(stage: Stage, layout: Layout, start: Waypoint, end: Waypoint, steps: int = 7) -> bool:
    one, other = replace(start, t=0.0), replace(end, t=1.0)
    for s in np.linspace(0, 1, steps):
        pose = between(one, other, float(s))
        stage.place_gripper(pose.position, pose.rotation, pose.opening)
        if not reach.clear(stage, layout):
            return False
    return True


def start_of(stage: Stage, layout: Layout, goal: Waypoint, rng: Generator) -> Waypoint | None:
    """Somewhere 15 to 45 cm from the pre-grasp pose, mostly behind it, with a free way to it."""
    for _ in range(25):
        direction = -goal.rotation[:, 2] + rng.normal(0, 0.6, 3)
        position = goal.position + rng.uniform(0.12, 0.4) * direction / np.linalg.norm(direction)
        position[2] = np.clip(position[2], 0.03, 0.5)
        start = Waypoint(0.0, position, _nearby(goal.rotation, rng), float(rng.choice([0.3, 1.0])))
        if np.linalg.norm(position[:2]) < 0.6 and free_way(stage, layout, start, goal):
            return start
    return None


def _nearby(rotation: Array, rng: Generator) -> Array:
    return Rotation.from_rotvec(rng.normal(0, 0.2, 3)).as_matrix() @ rotation


def approach_name(grip: Waypoint) -> str:
    down = -grip.rotation[2, 2]
    return "above" if down > 0.8 else "sideways" if down < 0.5 else "oblique"


def timed(poses: list[tuple[float, Waypoint]]) -> tuple[Waypoint, ...]:
    """Waypoints from (seconds since the one before, pose)."""
    clock, path = 0.0, []
    for seconds, pose in poses:
        clock += seconds
        path.append(replace(pose, t=clock))
    return tuple(path)


def _take(start: Waypoint, grip: Waypoint, lift: Array, rng: Generator) -> tuple[tuple[Waypoint, ...], float]:
    """Approach, close, lift, hold. Returns the path and when the thing is held."""
    before = backed(grip, rng.uniform(0.07, 0.12))
    raised = replace(grip, position=grip.position + lift)
    open_there = replace(grip, opening=1.0)
    reaching, entering = rng.uniform(1.5, 2.6), rng.uniform(0.8, 1.4)
    path = timed(
        [
            (rng.uniform(0.2, 0.6), start),
            (reaching, before),
            (rng.uniform(0, 0.4), before),
            (entering, open_there),
            (rng.uniform(0.4, 0.7), grip),
            (0.3, grip),
            (rng.uniform(1.0, 1.6), raised),
            (rng.uniform(0.6, 1.2), raised),
        ]
    )
    return path, path[4].t


def _lift(rng: Generator) -> Array:
    return np.array([*rng.normal(0, 0.03, 2), rng.uniform(0.08, 0.22)])


def success(stage: Stage, layout: Layout, target: int, rng: Generator) -> Plan | None:
    grip = grasp_pose(stage, layout, target, rng)
    start = grip and start_of(stage, layout, backed(grip, 0.12), rng)
    if not grip or not start:
        return None
    path, grasped = _take(start, grip, _lift(rng), rng)
    return Plan("success", target, path, path[-1].t, approach_name(grip), target, grasped)


def wrong_object(stage: Stage, layout: Layout, target: int, rng: Generator) -> Plan | None:
    others = [t for t in loose(layout) if t != target]
    plan = success(stage, layout, others[rng.integers(len(others))], rng) if others else None
    return plan and replace(plan, outcome="wrong_object", task=target)


def miss(stage: Stage, layout: Layout, target: int, rng: Generator) -> Plan | None:
    grip = grasp_pose(stage, layout, target, rng)
    if not grip:
        return None
    for _ in range(15):
        aside = (rng.choice([-1, 1]) * grip.rotation[:, rng.integers(2)]) * rng.uniform(0.045, 0.1)
        off = replace(grip, position=grip.position + aside * [1, 1, 0.3], opening=0.0)
        start = free_way(stage, layout, backed(off, 0.12), off) and start_of(stage, layout, backed(off, 0.12), rng)
        if start:
            path, _ = _take(start, off, _lift(rng) * rng.choice([0, 1]), rng)
            return Plan("miss", target, path, path[-1].t, approach_name(grip))
    return None


def retreat(stage: Stage, layout: Layout, target: int, rng: Generator) -> Plan | None:
    grip = grasp_pose(stage, layout, target, rng)
    start = grip and start_of(stage, layout, backed(grip, 0.12), rng)
    if not grip or not start:
        return None
    near = backed(grip, rng.uniform(0.035, 0.11))
    end = replace(start, position=start.position + rng.normal(0, 0.03, 3) * [1, 1, 0])
    path = timed(
        [
            (0.4, start),
            (rng.uniform(1.8, 3), near),
            (rng.uniform(0.3, 0.8), near),
            (rng.uniform(1.8, 3), end),
            (rng.uniform(0.5, 1.2), end),
        ]
    )
    return Plan("retreat", target, path, path[-1].t, approach_name(grip))


def moved(stage: Stage, layout: Layout, target: int, rng: Generator) -> Plan | None:
    """The thing stands elsewhere at first and is pushed to its place while the gripper comes for it."""
    plan = success(stage, layout, target, rng)
    if plan is None:
        return None
    position, rotation = stage.pose(target)
    for _ in range(20):
        angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(0.07, 0.18)
        origin = position + distance * np.array([np.cos(angle), np.sin(angle), 0])
        if _free_slide(stage, layout, target, origin, position, rotation):
            first = replace(plan.path[1], position=plan.path[1].position + origin - position, t=plan.path[1].t)
            if first.position[2] > 0.01 and free_way(stage, layout, plan.path[0], first):
                late = [replace(p, t=p.t + 1.2) for p in plan.path[1:]]
                slide = Slide(origin, first.t - 0.2, first.t + 0.7)
                return replace(
                    plan,
                    outcome="moved",
                    path=(plan.path[0], first, *late),
                    seconds=plan.seconds + 1.2,
                    grasped=plan.grasped + 1.2,
                    slide=slide,
                )
    return None


def _free_slide(stage: Stage, layout: Layout, target: int, origin: Array, end: Array, rotation: Array) -> bool:
    rest = [t for t in layout.things if t != target]
    free = True
    for s in np.linspace(0, 1, 7):
        stage.place(target, origin + s * (end - origin), rotation)
        free = free and all(stage.signed_gap(target, t, 0.005) > CLEAR for t in rest)
    stage.place(target, end, rotation)
    return free and float(np.linalg.norm(origin[:2])) < 0.4
