"""The robot arm behind the gripper: four links from the wrist to a base somewhere beside the table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from .mesh import Array
from .props import ARM_SEGMENTS
from .solid import RGB
from .stage import AWAY, Stage


@dataclass(frozen=True)
class ArmLook:
    """Radii of the tubes [m], colours, and which extras each link shows."""

    radius: float
    colours: tuple[RGB, RGB]
    boxy: bool
    wrist: float
    base: Array
    lift: float


STYLES: dict[str, tuple[tuple[float, float], tuple[RGB, ...], tuple[RGB, ...]]] = {
    "white": (
        (0.04, 0.06),
        ((0.9, 0.9, 0.9), (0.93, 0.93, 0.91)),
        ((0.15, 0.15, 0.16), (0.9, 0.9, 0.9), (0.5, 0.5, 0.52)),
    ),
    "tube": (
        (0.032, 0.055),
        ((0.6, 0.62, 0.65), (0.75, 0.75, 0.77), (0.88, 0.88, 0.88), (0.85, 0.4, 0.05)),
        ((0.2, 0.45, 0.7), (0.15, 0.15, 0.16), (0.4, 0.4, 0.42)),
    ),
    "servo": ((0.02, 0.034), ((0.04, 0.04, 0.045), (0.06, 0.06, 0.06)), ((0.05, 0.05, 0.05), (0.5, 0.5, 0.5))),
    "thin": (
        (0.018, 0.03),
        ((0.85, 0.85, 0.85), (0.1, 0.1, 0.1), (0.8, 0.65, 0.1)),
        ((0.2, 0.2, 0.2), (0.7, 0.7, 0.7)),
    ),
}


def random_look(style: str, rng: Generator) -> ArmLook:
    radii, main, trim = STYLES[style if rng.random() < 0.75 else list(STYLES)[rng.integers(len(STYLES))]]
    azimuth, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, 0.75)
    base = np.array([reach * np.cos(azimuth), reach * np.sin(azimuth), rng.uniform(-0.05, 0.45)])
    return ArmLook(
        rng.uniform(*radii),
        (main[rng.integers(len(main))], trim[rng.integers(len(trim))]),
        bool(rng.random() < (0.7 if style == "servo" else 0.25)),
        rng.uniform(0.05, 0.15),
        base,
        rng.uniform(0.1, 0.4),
    )


def joints(stage: Stage, look: ArmLook) -> list[Array]:
    """Wrist, forearm, elbow, shoulder and base, for the gripper as it stands."""
    wrist = stage.gripper_position - stage.cast.gripper.wrist * stage.gripper_rotation[:, 2]
    forearm = wrist - look.wrist * stage.gripper_rotation[:, 2]
    shoulder = look.base + np.array([0, 0, 0.1])
    elbow = (forearm + shoulder) / 2 + [0, 0, look.lift]
    return [wrist, forearm, elbow, shoulder, look.base * [1, 1, 0] + [0, 0, -0.5]]


def place(stage: Stage, look: ArmLook | None) -> None:
    """Puts the links where the gripper asks for them, or away for a gripper that floats."""
    if look is None:
        for mocap in stage.cast.arm_mocaps:
            stage.put(mocap, AWAY, np.eye(3))
        stage.update()
        return
    points = joints(stage, look)
    for k in range(ARM_SEGMENTS):
        start, end = points[k], points[k + 1]
        stage.put(stage.cast.arm_mocaps[k], (start + end) / 2, _along(end - start, stage.gripper_rotation[:, 0]))
        _shape(stage, k, float(np.linalg.norm(end - start)), look)
    stage.update()


def _along(direction: Array, hint: Array) -> Array:
    z = direction / (np.linalg.norm(direction) + 1e-9)
    x = np.cross(np.array([0.0, 0.0, 1.0]), z)
    x = hint - z * (hint @ z) if np.linalg.norm(x) < 0.2 else x
    x /= np.linalg.norm(x) + 1e-9
    return np.stack([x, np.cross(z, x), z], 1)


def _shape(stage: Stage, link: int, length: float, look: ArmLook) -> None:
    model, r = stage.model, look.radius * (0.8, 0.95, 1.1, 1.25)[link]
    tube, joint, block, ring = stage.cast.arm_geoms[4 * link : 4 * link + 4]
    model.geom_size[tube] = [r, length / 2, 0]
    model.geom_size[joint] = [r * 1.12, r * 1.35, 0]
    model.geom_size[block] = [r * 1.05, r * 0.8, length * 0.36] if look.boxy else [1e-4, 1e-4, 1e-4]
    model.geom_size[ring] = [r * 1.06, 0.008, 0]
    model.geom_pos[tube] = [0, 0, 0]
    model.geom_pos[joint] = [0, 0, length / 2]
    model.geom_pos[block] = [0, r * 0.3, 0]
    model.geom_pos[ring] = [0, 0, -length * 0.3]
    for geom, colour in zip((tube, joint, block, ring), (0, 1, 0, 1), strict=True):
        model.geom_rbound[geom] = np.linalg.norm(model.geom_size[geom]) + r
        model.mat_rgba[model.geom_matid[geom], :3] = look.colours[colour]
