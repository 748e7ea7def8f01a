"""Where the camera is: somewhere around the scene, or on the wrist."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from . import arm
from .camera import HEIGHT, WIDTH, Camera, focal, random_camera
from .distortion import random_distortion
from .mesh import Array
from .place import Layout
from .stage import Stage

WRIST_SHARE = 0.08
WITHOUT_GRIPPER = 0.08  # share of views that leave the gripper out
NEARER_KEPT = 0.7  # share kept of views with the gripper in front: seen from above it is in front too often


@dataclass(frozen=True)
class Mount:
    """A camera fixed to the gripper: its place and rotation in the gripper's frame, and its intrinsics."""

    position: Array
    rotation: Array
    camera: Camera

    def ride(self, stage: Stage) -> Camera:
        """The camera where the gripper carries it now."""
        turn = stage.gripper_rotation
        return replace(
            self.camera, position=stage.gripper_position + turn @ self.position, rotation=turn @ self.rotation
        )


def random_mount(rng: Generator, width: int = WIDTH, height: int = HEIGHT) -> Mount:
    """Beside the palm, looking at the finger tips and past them."""
    side = (1 if rng.random() < 0.5 else -1) * rng.uniform(0.065, 0.11)
    position = np.array([rng.normal(0, 0.012), side, rng.uniform(-0.14, -0.05)])
    target = np.array([0.0, rng.normal(0, 0.01), rng.uniform(0.0, 0.12)])
    z = (target - position) / np.linalg.norm(target - position)
    x = np.cross(z, np.cross([np.sign(side), 0.0, 0.0], z))
    x /= np.linalg.norm(x)
    f = focal(float(rng.uniform(58, 92)), width)
    rotation = np.stack([x, np.cross(z, x), z], 1)
    pinhole = Camera(position, rotation, f, f, width / 2, height / 2, width, height)
    return Mount(position, rotation, random_distortion(pinhole, rng))


def _along_arm(stage: Stage, look: arm.Look | None) -> list[Array]:
    links = [] if look is None else arm.joints(stage, look)
    return [a + t * (b - a) for a, b in zip(links[:-1], links[1:], strict=True) for t in np.linspace(0, 1, 9)]


def blocked(stage: Stage, look: arm.Look | None, camera: Camera) -> bool:
    """Whether the arm stands between the camera and the tool centre point."""
    if look is None:
        return False
    line = stage.gripper_position - camera.position
    offsets = np.array(_along_arm(stage, look)) - camera.position
    along = np.clip(offsets @ line / (line @ line), 0, 0.97)
    return bool((np.linalg.norm(offsets - along[:, None] * line, axis=1) < 1.3 * look.radius)[along < 0.96].any())


def near_lens(stage: Stage, look: arm.Look | None, camera: Camera) -> bool:
    """Whether anything would fill the camera's view from right in front of it."""
    blockers = np.array([*_along_arm(stage, look), stage.gripper_position - 0.06 * stage.gripper_rotation[:, 2]])
    optical = camera.optical(blockers)
    return bool((np.linalg.norm(optical, axis=1) < 0.2).any())


def film(stage: Stage, layout: Layout, target: int, look: arm.Look | None, rng: Generator) -> Camera:
    """A camera that sees the gripper and its target in most pictures; a share ride on the wrist."""
    if rng.random() < WRIST_SHARE:
        return random_mount(rng).ride(stage)
    centre, _ = stage.pose(target)
    camera, without = random_camera(centre, rng), rng.random() < WITHOUT_GRIPPER
    for _ in range(40):
        share = rng.uniform(1, 2) if without else rng.random()
        aim = stage.gripper_position + share * (centre - stage.gripper_position) + rng.normal(0, 0.05, 3)
        camera = random_camera(aim, rng)
        if near_lens(stage, look, camera) or (rng.random() < 0.8 and blocked(stage, look, camera)):
            continue
        if camera.nearer(stage.gripper_position, centre) and rng.random() > NEARER_KEPT:
            continue
        if camera.sees(stage.gripper_position, 4) is not without and camera.sees(centre, 4):
            break
    return random_distortion(camera, rng)
