"""Kinematic placement without interpenetration: things on the table, on each other, in containers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from .mesh import Array
from .stage import AWAY, Stage

CLEAR = 0.0015  # free room kept between things that are not meant to touch [m]
REST = 0.0004


@dataclass
class Layout:
    """Which things stand in the scene, and which rest on or in which."""

    things: list[int] = field(default_factory=list)
    inside: set[tuple[int, int]] = field(default_factory=set)
    on: set[tuple[int, int]] = field(default_factory=set)

    def lift(self, thing: int) -> None:
        """Forgets what a thing rested in or on."""
        self.inside = {p for p in self.inside if p[0] != thing}
        self.on = {p for p in self.on if p[0] != thing}

    def carries(self, thing: int) -> bool:
        return any(b == thing for _, b in self.inside | self.on)


def yaw(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


TIPPED = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])


def free(stage: Stage, thing: int, others: list[int], room: float = CLEAR) -> bool:
    return all(stage.signed_gap(thing, o, room + 0.001) >= room for o in others if o != thing)


def stand(stage: Stage, thing: int, xy: Array, rotation: Array, floor: float = 0.0) -> None:
    """Rests a thing on a horizontal surface at height `floor`."""
    points = stage.cast.actors[thing].solid.points @ rotation.T
    stage.place(thing, np.array([xy[0], xy[1], floor - points[:, 2].min()]), rotation)


def advance(stage: Stage, thing: int, direction: Array, others: list[int], reach: float) -> bool:
    """Moves a thing until it touches one of the others (never through it); False when nothing is within `reach`."""
    position, rotation = stage.pose(thing)
    moved = 0.0
    for _ in range(25):
        gap = min(stage.signed_gap(thing, o, reach) for o in others)
        if gap < REST:
            return moved > 0 or gap >= 0
        moved += gap
        if moved > reach:
            return False
        stage.place(thing, position + moved * direction, rotation)
    return True


def _orientation(stage: Stage, thing: int, rng: Generator) -> Array:
    tipped = stage.cast.actors[thing].solid.tips and rng.random() < 0.2
    return yaw(rng.uniform(0, 2 * np.pi)) @ (TIPPED if tipped else np.eye(3))


def _spot(layout: Layout, stage: Stage, rng: Generator, spread: float) -> Array:
    if layout.things and rng.random() < 0.35:
        near = stage.pose(layout.things[rng.integers(len(layout.things))])[0][:2]
        return near + rng.normal(0, 0.09, 2)
    angle, radius = rng.uniform(0, 2 * np.pi), spread * np.sqrt(rng.random())
    return radius * np.array([np.cos(angle), np.sin(angle)])


def on_table(stage: Stage, layout: Layout, thing: int, rng: Generator, spread: float) -> bool:
    for _ in range(15):
        if stage.shelf is not None and rng.random() < 0.75:
            centre, half = shelf_place(stage)
            stand(stage, thing, centre[:2] + rng.uniform(-1, 1, 2) * half, _orientation(stage, thing, rng), stage.shelf)
        else:
            stand(stage, thing, _spot(layout, stage, rng, spread), _orientation(stage, thing, rng))
        if _off_shelf(stage, thing) and free(stage, thing, layout.things):
            if layout.things and stage.shelf is None and rng.random() < 0.12:
                _nudge(stage, layout, thing, rng)
            layout.things.append(thing)
            return True
    stage.hide(thing)
    return False


def raise_shelf(stage: Stage, rng: Generator) -> None:
    """A block that things may stand on, 5 to 25 cm high: only beside raised things can the gripper be below them."""
    stage.shelf = float(rng.uniform(0.05, 0.25))
    angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.25)
    depth = stage.model.geom_size[stage.model.geom("clutter0").id][2]
    position = np.array([distance * np.cos(angle), distance * np.sin(angle), stage.shelf - depth])
    stage.put(stage.cast.clutter_mocaps[0], position, yaw(rng.uniform(0, np.pi)))
    stage.update()


def clear_shelf(stage: Stage) -> None:
    stage.shelf = None
    stage.put(stage.cast.clutter_mocaps[0], AWAY, np.eye(3))
    stage.update()


def shelf_place(stage: Stage) -> tuple[Array, Array]:
    """Centre of the shelf [3] and half extents [2] of its narrower square, in the world."""
    half = stage.model.geom_size[stage.model.geom("clutter0").id][:2].min()
    return stage.data.mocap_pos[stage.cast.clutter_mocaps[0]].copy(), np.array([half, half]) / np.sqrt(2)


def _off_shelf(stage: Stage, thing: int) -> bool:
    """Beside the shelf or on it, not cut by it."""
    return stage.shelf is None or stage.signed_gap(thing, Stage.SHELF, 0.01) > -REST


def _nudge(stage: Stage, layout: Layout, thing: int, rng: Generator) -> None:
    """Slides a thing along the table up to a neighbour, so that they touch."""
    position, rotation = stage.pose(thing)
    goal = stage.pose(layout.things[rng.integers(len(layout.things))])[0]
    direction = (goal - position) * [1, 1, 0]
    length = float(np.linalg.norm(direction))
    if length > 0.25 or not advance(stage, thing, direction / (length + 1e-9), layout.things, length):
        stage.place(thing, position, rotation)


def _drop(stage: Stage, layout: Layout, thing: int, support: int, spread: float, rng: Generator) -> bool:
    centre, _ = stage.pose(support)
    hulls = np.concatenate(stage.hulls(support))
    top = float(hulls[:, 2].max())
    for _ in range(4):
        xy = centre[:2] + rng.uniform(-1, 1, 2) * spread
        stand(stage, thing, xy, _orientation(stage, thing, rng), top + 0.002)
        if free(stage, thing, layout.things, 0.0) and advance(stage, thing, np.array([0, 0, -1.0]), layout.things, 0.3):
            return True
    stage.hide(thing)
    return False


def into(stage: Stage, layout: Layout, thing: int, container: int, rng: Generator) -> bool:
    """Drops a thing into an upright container; False if it does not fit."""
    cavity = stage.cast.actors[container].solid.cavity
    position, rotation = stage.pose(container)
    if cavity is None or rotation[2, 2] < 0.99 or layout.carries(container):
        return False
    slack = cavity.radius - float(np.sort(stage.cast.actors[thing].solid.half)[-2:].max())
    if slack < 0.002 or not _drop(stage, layout, thing, container, 0.6 * slack, rng):
        return False
    flat = stage.cast.actors[container].kind.noun == "plate"
    rim = position[2] + stage.cast.actors[container].solid.half[2]
    if not flat and stage.lowest(thing) > rim - 0.3 * 2 * stage.cast.actors[container].solid.half[2]:
        stage.hide(thing)
        return False
    (layout.on if flat else layout.inside).add((thing, container))
    layout.things.append(thing)
    return True


def onto(stage: Stage, layout: Layout, thing: int, support: int, rng: Generator) -> bool:
    """Stacks a thing on another's flat top; False if it would not balance."""
    base = stage.cast.actors[support].solid
    _, rotation = stage.pose(support)
    if base.flat_top == 0 or rotation[2, 2] < 0.99 or layout.carries(support):
        return False
    if not _drop(stage, layout, thing, support, 0.45 * base.flat_top, rng):
        return False
    if stage.gap(thing, support, 0.01) > 0.001:
        stage.hide(thing)
        return False
    layout.on.add((thing, support))
    layout.things.append(thing)
    return True


def arrange(stage: Stage, candidates: list[int], count: int, rng: Generator, shelves: float = 0.0) -> Layout:
    """Lays out up to `count` of the candidates; containers and supports come first so that others can use them."""
    layout = Layout()
    for thing in range(len(stage.cast.actors)):
        stage.hide(thing)
    chosen = [int(t) for t in rng.permutation(candidates)[:count]]
    spread = rng.uniform(0.12, 0.34)
    clear_shelf(stage)
    if rng.random() < shelves:
        raise_shelf(stage, rng)
    solids = [a.solid for a in stage.cast.actors]
    chosen.sort(key=lambda t: solids[t].cavity is None and solids[t].flat_top == 0)
    for thing in chosen:
        hosts = [int(h) for h in rng.permutation(layout.things)] if layout.things else []
        placed = False
        draw = rng.random()
        if draw < 0.62:
            placed = any(into(stage, layout, thing, h, rng) for h in hosts)
        elif draw < 0.82:
            placed = any(onto(stage, layout, thing, h, rng) for h in hosts[:2])
        if not placed:
            on_table(stage, layout, thing, rng, spread)
    return layout
