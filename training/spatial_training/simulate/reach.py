"""Where the gripper is: far, near, sideways, straddling, touching, holding."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .mesh import Array
from .place import Layout
from .stage import Stage

TABLE_ROOM = 0.002


def orientation(rng: Generator, sideways: float = 0.35) -> Array:
    """Rotation (columns: finger axis, side, approach): mostly down, a share sideways or oblique."""
    draw = rng.random()
    if draw < sideways:
        tilt = rng.uniform(np.radians(62), np.radians(98))
    elif draw < sideways + 0.2:
        tilt = rng.uniform(np.radians(20), np.radians(65))
    else:
        tilt = abs(rng.normal(0, np.radians(12)))
    return aim(float(tilt), rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi))


def aim(tilt: float, azimuth: float, spin: float) -> Array:
    """Approach direction `tilt` radians away from straight down towards `azimuth`, turned by `spin` about itself."""
    z = np.array([np.sin(tilt) * np.cos(azimuth), np.sin(tilt) * np.sin(azimuth), -np.cos(tilt)])
    side = np.cross(z, [0.0, 0.0, 1.0] if abs(z[2]) < 0.9 else [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    over = np.cross(z, side)
    x = np.cos(spin) * side + np.sin(spin) * over
    return np.stack([x, np.cross(z, x), z], 1)


def clear(stage: Stage, layout: Layout, without: int | None = None) -> bool:
    """No overlap of the gripper with the table or with anything but `without`."""
    if stage.lowest(Stage.GRIPPER) < TABLE_ROOM:
        return False
    if stage.shelf is not None and stage.signed_gap(Stage.GRIPPER, Stage.SHELF, 0.004) < TABLE_ROOM:
        return False
    return all(stage.signed_gap(Stage.GRIPPER, t, 0.002) > 0.0003 for t in layout.things if t != without)


def far(stage: Stage, target: int, rng: Generator) -> None:
    """Any direction, log-uniform distance from just outside the thing to 60 cm."""
    centre, _ = stage.pose(target)
    distance = float(np.exp(rng.uniform(np.log(0.03), np.log(0.6))))
    direction = rng.standard_normal(3)
    direction[2] = abs(direction[2]) if rng.random() < 0.4 else 0.3 * direction[2]
    position = centre + distance * direction / np.linalg.norm(direction)
    position[2] = max(position[2], rng.uniform(0.006, 0.05))
    stage.place_gripper(position, orientation(rng), float(rng.choice([0.0, 1.0, rng.random()])))


def approaching(stage: Stage, target: int, rng: Generator) -> None:
    """In line with the thing along the approach direction, about to straddle it."""
    centre, _ = stage.pose(target)
    rotation = grasp_orientation(stage, target, rng)
    back = float(np.exp(rng.uniform(np.log(0.004), np.log(0.25))))
    lateral = rng.normal(0, 0.15 * back + 0.004, 2)
    position = centre - back * rotation[:, 2] + rotation[:, :2] @ lateral
    stage.place_gripper(position, rotation, float(rng.uniform(0.6, 1.0)))


def beside(stage: Stage, target: int, rng: Generator) -> None:
    """A few centimetres to the thing's side, anywhere from the table to just above its centre."""
    centre, _ = stage.pose(target)
    half = stage.cast.actors[target].solid.half
    angle = rng.uniform(0, 2 * np.pi)
    out = float(np.max(half[:2])) + float(np.exp(rng.uniform(np.log(0.008), np.log(0.12))))
    low = max(0.006, centre[2] - 0.12)
    height = rng.uniform(low, max(low, centre[2] + 0.5 * half[2]))
    position = np.array([centre[0] + out * np.cos(angle), centre[1] + out * np.sin(angle), height])
    stage.place_gripper(position, orientation(rng, 0.45), float(rng.random()))


def low(stage: Stage, target: int, rng: Generator) -> None:
    """Just over the table, anywhere about the thing: below what is raised or tall."""
    centre, _ = stage.pose(target)
    angle, out = rng.uniform(0, 2 * np.pi), float(np.exp(rng.uniform(np.log(0.03), np.log(0.35))))
    position = np.array([centre[0] + out * np.cos(angle), centre[1] + out * np.sin(angle), rng.uniform(0.006, 0.05)])
    stage.place_gripper(position, orientation(rng, 0.3), float(rng.random()))


def grasp_orientation(stage: Stage, target: int, rng: Generator) -> Array:
    """Of several orientations one whose finger axis spans the thing's narrowest extent."""
    _, rotation = stage.pose(target)
    points = stage.cast.actors[target].solid.points @ rotation.T
    base = orientation(rng, 0.4)
    spins = [base @ _spin(a) for a in np.linspace(0, np.pi, 12, endpoint=False)]
    widths = [float(np.ptp(points @ s[:, 0])) for s in spins]
    return spins[int(np.argmin(widths))]


def _spin(angle: float) -> Array:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def touching(stage: Stage, layout: Layout, target: int, rng: Generator) -> bool:
    """Brings the gripper straight to the thing until they touch."""
    (far if rng.random() < 0.5 else beside)(stage, target, rng)
    if not clear(stage, layout):
        return False
    centre, _ = stage.pose(target)
    start, rotation, opening = stage.gripper_position, stage.gripper_rotation, stage.opening
    direction = (centre - start) / (np.linalg.norm(centre - start) + 1e-9)
    moved = 0.0
    for _ in range(25):
        gap = stage.signed_gap(Stage.GRIPPER, target, 0.7)
        if gap < 0.0006:
            return clear(stage, layout, target)
        moved += gap
        stage.place_gripper(start + moved * direction, rotation, opening)
    return False


def grasp(stage: Stage, layout: Layout, target: int, rng: Generator) -> bool:
    """Closes the gripper on the thing where it stands; False if it is too wide or something is in the way."""
    gripper = stage.cast.gripper
    if gripper.links == 0:
        return _suck(stage, layout, target, rng)
    centre, _ = stage.pose(target)
    rotation = grasp_orientation(stage, target, rng)
    offset = rng.uniform(-gripper.depth, gripper.depth)
    slide = rng.uniform(-1, 1) * min(0.015, float(stage.cast.actors[target].solid.half.max()) * 0.4)
    position = centre + offset * rotation[:, 2] + slide * rotation[:, 1]
    return close_on(stage, layout, target, position, rotation)


def close_on(stage: Stage, layout: Layout, target: int, position: Array, rotation: Array) -> bool:
    """At this pose, the smallest opening that does not cut into the thing."""
    stage.place_gripper(position, rotation, 1.0)
    if not clear(stage, layout):
        return False
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        stage.place_gripper(position, rotation, middle)
        if stage.signed_gap(Stage.GRIPPER, target, 0.01) > 0:
            high = middle
        else:
            low = middle
    stage.place_gripper(position, rotation, high)
    return high > 0.03 and stage.gap(Stage.GRIPPER, target, 0.05) < 0.002


def _suck(stage: Stage, layout: Layout, target: int, rng: Generator) -> bool:
    centre, _ = stage.pose(target)
    rotation = aim(abs(rng.normal(0, 0.08)), rng.uniform(0, 7), rng.uniform(0, 7))
    for back in (0.25,):
        stage.place_gripper(centre - back * rotation[:, 2], rotation, 1.0)
        moved = 0.0
        for _ in range(25):
            gap = stage.signed_gap(Stage.GRIPPER, target, 0.7)
            if gap < 0.0006:
                return clear(stage, layout, target)
            moved += gap
            stage.place_gripper(centre - (back - moved) * rotation[:, 2], rotation, 1.0)
    return False


def lift(stage: Stage, layout: Layout, target: int, rng: Generator) -> bool:
    """Raises gripper and thing together, tilting a little; False if that hits something."""
    height, swing = rng.uniform(0.02, 0.3), rng.normal(0, 0.08, 2)
    position, rotation = stage.pose(target)
    grip, pose, opening = stage.gripper_position, stage.gripper_rotation, stage.opening
    turn = (
        aim(float(np.clip(abs(rng.normal(0, 0.2)), 0, 0.5)), rng.uniform(0, 7), 0.0) @ aim(0.0, 0.0, 0.0).T
        if height > 0.12
        else np.eye(3)
    )
    shift = np.array([*swing, height]) if height > 0.08 else np.array([0, 0, height])
    stage.place(target, grip + shift + turn @ (position - grip), turn @ rotation)
    stage.place_gripper(grip + shift, turn @ pose, opening)
    rest = [t for t in layout.things if t != target] + ([] if stage.shelf is None else [Stage.SHELF])
    fits = (
        clear(stage, layout, target)
        and stage.lowest(target) > 0.002
        and all(stage.signed_gap(target, t, 0.002) > 0.001 for t in rest)
    )
    if fits:
        layout.lift(target)
        return True
    stage.place(target, position, rotation)
    stage.place_gripper(grip, pose, opening)
    return False
