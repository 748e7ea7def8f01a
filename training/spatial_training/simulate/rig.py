"""A robot beside a scene: its base, a second camera, a depth camera of its own, and what it tells of them all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from . import film, kinematics, photo, sizes, truth
from .camera import Camera, focal, random_camera
from .episode import Scene, pose_at
from .render import Renderer

APART = (35.0, 120.0)  # between the two cameras' views [degrees]
SEEN = 40  # pixels of gripper and thing that the second camera must show at first
# The unaligned depth camera: field of view [degrees], and where it is in the colour camera's optical frame [m].
DEPTH_VIEW, DEPTH_PLACE = 87.0, np.array([-0.015, 0.0, 0.002])


@dataclass(frozen=True)
class Rig:
    """The robot and the cameras beside the scene's own."""

    robot: kinematics.Robot
    side: Camera | None
    side_lens: photo.Lens
    far: Camera | None  # the unaligned depth camera


def side_camera(scene: Scene, renderer: Renderer, rng: Generator) -> Camera | None:
    """A second view of gripper and thing from elsewhere, or None where none is found."""
    stage, plan, main = scene.stage, scene.plan, scene.camera
    spots = [p.position for p in plan.path] + [stage.pose(plan.task)[0]]
    width, height = main.width, main.height
    for _ in range(120):
        camera = random_camera(np.mean(spots, axis=0), rng, width, height)
        between = np.degrees(np.arccos(np.clip(camera.rotation[:, 2] @ main.rotation[:, 2], -1, 1)))
        if not APART[0] < between < APART[1] or not all(camera.sees(s, 0.05 * width) for s in spots):
            continue
        if film.near_lens(stage, scene.look, camera) or film.blocked(stage, scene.look, camera):
            continue
        _, geoms, _ = renderer.shoot(stage.data, camera)
        shown = (stage.cast.gripper_geoms, stage.cast.actors[plan.task].geoms)
        if all(np.isin(geoms, list(g)).sum() > SEEN for g in shown):
            return camera
    return None


def depth_camera_beside(main: Camera) -> Camera:
    """The depth camera as a camera of its own, a little beside and as wide as such cameras are."""
    f = focal(DEPTH_VIEW, main.width)
    return replace(
        main, position=main.position + main.rotation @ DEPTH_PLACE, fx=f, fy=f, cx=main.width / 2, cy=main.height / 2
    )


def rig_of(scene: Scene, renderer: Renderer, parts: tuple[str, ...], seed: int) -> Rig | None:
    """None where a second camera is asked for and has no place."""
    rng = np.random.default_rng([seed, 1])
    robot = kinematics.random_robot(rng)
    side = side_camera(scene, renderer, rng) if "side" in parts else None
    if side is None and "side" in parts:
        return None
    far = depth_camera_beside(scene.camera) if "unaligned" in parts else None
    return Rig(robot, side, photo.random_lens(rng), far)


def _intrinsics(camera: Camera) -> truth.Record:
    values = {"fx": camera.fx, "fy": camera.fy, "cx": camera.cx, "cy": camera.cy}
    return {"width": camera.width, "height": camera.height} | {
        "camera": {name: round(value, 3) for name, value in values.items()}
    }


def robot_record(scene: Scene, rig: Rig, seconds: float, start: float, seed: int) -> truth.Record:
    """Transforms and known lengths, before the first picture is drawn."""
    when = kinematics.times(seconds)
    poses = [pose_at(scene, max(0.0, start + t)) for t in when]
    flange = [rig.robot.flange_of((p.position, p.rotation)) for p in poses]
    told = kinematics.told(flange, np.random.default_rng([seed, 2]))
    stage = scene.stage
    names = {k: i.name for k, i in scene.identities.items()}
    record: truth.Record = {
        "base": kinematics.BASE_FRAME,
        "tool": kinematics.TOOL_FRAME,
        "flange": rig.robot.flange,
        "table": round(rig.robot.table, 4),
        "fingers": sizes.of_fingers(stage),
        "things": {names[t]: sizes.of_thing(stage, t) for t in scene.layout.things},
        "camera": kinematics.seven(rig.robot.camera(scene.camera)),
        "lag": kinematics.LAG,
        "tf": [[round(float(t), 4), *kinematics.seven(p)] for t, p in zip(when, told, strict=True)],
    }
    if rig.side is not None:
        record["side"] = {"pose": kinematics.seven(rig.robot.camera(rig.side)), **_intrinsics(rig.side)}
    if rig.far is not None:
        inside = kinematics.in_frame(
            (scene.camera.position, scene.camera.rotation), (rig.far.position, rig.far.rotation)
        )
        record["unaligned"] = {"pose": kinematics.seven(inside), **_intrinsics(rig.far)}
    return record
