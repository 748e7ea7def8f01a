"""The robot arm behind the gripper: four links from the wrist to a base somewhere beside the table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from .mesh import Array
from .packaged_arms import Chain, flange
from .place import yaw
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


@dataclass(frozen=True)
class MountedArm:
    """A real arm on its foot, turned by `turn` about the vertical."""

    chain: Chain
    base: Array
    turn: Array
    radius: float = 0.055

    def reach(self, position: Array, rotation: Array, wrist: float) -> bool:
        """Bends the arm to a tool centre point; False where it comes near at best."""
        at, turn = flange(position, rotation, wrist)
        return self.chain.reach(self.turn.T @ (at - self.base), self.turn.T @ turn)

    def world(self, points: Array) -> Array:
        return points @ self.turn.T + self.base


Look = ArmLook | MountedArm


def choose(stage: Stage, poses: list[tuple[Array, Array]], rng: Generator) -> Look:
    """The cast's real arm where it reaches all these poses of the tool centre point, or else a procedural one."""
    drawn = random_look(stage.cast.gripper.arm, rng)
    if stage.cast.real_arm is None or rng.random() < 0.15:
        return drawn
    return _mounted(stage, stage.cast.real_arm.chain, poses, rng) or drawn


def _mounted(stage: Stage, chain: Chain, poses: list[tuple[Array, Array]], rng: Generator) -> MountedArm | None:
    """On the table or a pedestal beside it, mostly behind the gripper as it points."""
    position, rotation = poses[-1]
    wrist, back = stage.cast.gripper.wrist, -rotation[:2, 2]
    for _ in range(6):
        sideways = np.linalg.norm(back) > 0.3
        azimuth = np.arctan2(back[1], back[0]) + rng.normal(0, 0.7) if sideways else rng.uniform(0, 2 * np.pi)
        foot = position[:2] + rng.uniform(0.35, 0.65) * np.array([np.cos(azimuth), np.sin(azimuth)])
        mounted = MountedArm(chain, np.array([*foot, rng.choice([0.0, rng.uniform(-0.1, 0.1)])]), yaw(azimuth + np.pi))
        chain.rest()
        if all([mounted.reach(p, r, wrist) for p, r in poses]):
            chain.rest()
            mounted.reach(*poses[0], wrist)
            return mounted
    return None


def joints(stage: Stage, look: Look) -> list[Array]:
    """From the wrist down to the base, for the gripper as it stands."""
    if isinstance(look, MountedArm):
        look.reach(*stage.gripper_pose, stage.cast.gripper.wrist)
        return list(look.world(look.chain.joints()))
    wrist = stage.gripper_position - stage.cast.gripper.wrist * stage.gripper_rotation[:, 2]
    forearm = wrist - look.wrist * stage.gripper_rotation[:, 2]
    shoulder = look.base + np.array([0, 0, 0.1])
    elbow = (forearm + shoulder) / 2 + [0, 0, look.lift]
    return [wrist, forearm, elbow, shoulder, look.base * [1, 1, 0] + [0, 0, -0.5]]


def place(stage: Stage, look: Look | None) -> None:
    """Puts the links where the gripper asks for them, or away for a gripper that floats."""
    for mocap in (*stage.cast.arm_mocaps, *stage.cast.link_mocaps):
        stage.put(mocap, AWAY, np.eye(3))
    if isinstance(look, MountedArm):
        look.reach(*stage.gripper_pose, stage.cast.gripper.wrist)
        for mocap, (position, turn) in zip(stage.cast.link_mocaps, look.chain.poses(), strict=True):
            stage.put(mocap, look.world(position), look.turn @ turn)
    elif look is not None:
        _tubes(stage, look)
    stage.update()


def _tubes(stage: Stage, look: ArmLook) -> None:
    points = joints(stage, look)
    for k in range(ARM_SEGMENTS):
        start, end = points[k], points[k + 1]
        stage.put(stage.cast.arm_mocaps[k], (start + end) / 2, _along(end - start, stage.gripper_rotation[:, 0]))
        _shape(stage, k, float(np.linalg.norm(end - start)), look)


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
