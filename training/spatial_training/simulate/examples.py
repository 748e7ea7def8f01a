"""Sources of the example recordings: one pleasant scene, the task "pick up the orange tea bottle"."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import Generator

from . import arm, film, frame, kinematics, photo, room
from .build import compile_cast
from .camera import Camera, focal, look
from .catalogue import KINDS
from .episode import Scene, record
from .grippers import panda
from .names import Identity
from .place import Layout, stand, yaw
from .plan import Plan
from .recordings import RecordingJob
from .recordings import record as record_robot
from .render import Renderer
from .rig import Rig
from .scripts import devise
from .shards import frame_seed
from .stage import Stage

EXAMPLES = {"pick": "success", "miss": "miss", "wrong-object": "wrong_object"}
SIZE, RATE, SECONDS = (640, 480), 10.0, 8.0
# The one with depth: part of `pick`, from so long before the grasp on, small.
DEPTH_EXAMPLE, DEPTH_SIZE, DEPTH_RATE, DEPTH_SECONDS, DEPTH_BEFORE = "rgbd", (320, 240), 3.0, 4.0, 1.9
# Noun, colour, place on the table [m] and heading [rad]; the first is what the task asks for.
PROPS = (
    ("tea bottle", "orange", (0.06, 0.02), 0.3),
    ("bowl", "blue", (0.05, 0.27), 0.0),
    ("can", "green", (0.06, -0.2), 0.0),
    ("sponge", "yellow", (-0.2, -0.06), 0.5),
    ("mug", "red", (-0.14, 0.3), 2.2),
)
BOTTLE, CAN = 0, 2
BASE = np.array([-0.55, 0.0, 0.25])
VIEW = np.array([0.75, -0.3, 0.56])
ROOM = 109  # the draw of textures, furniture and lamps


def _stage(rng: Generator) -> tuple[Stage, Layout, dict[int, Identity]]:
    kinds = [next(k for k in KINDS if k.noun == noun) for noun, *_ in PROPS]
    stage = Stage(compile_cast(kinds, panda(np.random.default_rng(3)), rng))
    for k, (_, _, place, heading) in enumerate(PROPS):
        stand(stage, k, np.array(place), yaw(heading))
    identities = {k: Identity(kind, prop[1]) for k, (kind, prop) in enumerate(zip(kinds, PROPS, strict=True))}
    frame.paint(stage, identities, rng)
    return stage, Layout(list(range(len(PROPS)))), identities


def _reachable(plan: Plan, camera: Camera, stage: Stage, robot: arm.ArmLook) -> bool:
    """Comes from the robot's side, in time, in view, and the arm does not hide the gripper."""
    inward = plan.path[3].rotation[:, 2]
    if plan.seconds > SECONDS - 0.5 or inward[0] < 0.25 or (plan.held is not None and plan.approach == "above"):
        return False
    for point in plan.path:
        stage.place_gripper(point.position, point.rotation, point.opening)
        if not camera.sees(point.position, 40) or film.blocked(stage, robot, camera):
            return False
    return True


def _beside(stage: Stage, plan: Plan, camera: Camera) -> bool:
    """Closes where the camera can tell: well to the side of the bottle in the picture too."""
    closed, bottle = (camera.pixels(camera.optical(p)) for p in (plan.path[4].position, stage.pose(BOTTLE)[0]))
    return bool(abs(closed[0] - bottle[0]) > 60)


def _wanted(stage: Stage, layout: Layout, outcome: str, suits: Callable[[Plan], bool], rng: Generator) -> Plan:
    for _ in range(400):
        plan = devise(stage, layout, outcome, rng, BOTTLE)
        if plan is not None and suits(plan):
            return plan
    raise RuntimeError(f"no {outcome} plan suits the example scene")


def _suits(stage: Stage, outcome: str, camera: Camera, robot: arm.ArmLook) -> Callable[[Plan], bool]:
    """Whether a plan takes the right thing, is seen well and, for a miss, is seen to miss."""
    taken = {"success": BOTTLE, "wrong_object": CAN}.get(outcome)

    def suits(plan: Plan) -> bool:
        seen = outcome != "miss" or _beside(stage, plan, camera)
        return plan.held == taken and seen and _reachable(plan, camera, stage, robot)

    return suits


def _camera(size: tuple[int, int]) -> Camera:
    f = focal(55, size[0])
    return Camera(VIEW, look(VIEW, np.array([-0.02, 0.0, 0.1])), f, f, size[0] / 2, size[1] / 2, *size)


def example_seed(name: str) -> int:
    return frame_seed("examples", 0, list(EXAMPLES).index(name))


def example_scene(name: str, size: tuple[int, int] = SIZE) -> Scene:
    """The scene of an example before its first picture."""
    outcome, seed = EXAMPLES[name], example_seed(name)
    camera = _camera(size)
    first = arm.random_look("white", np.random.default_rng(5))
    robot = replace(first, radius=0.05, base=BASE, lift=0.32, boxy=False)
    stage, layout, identities = _stage(np.random.default_rng(ROOM))
    suits = _suits(stage, outcome, _camera(SIZE), robot)  # whatever the size, the same plan
    plan = _wanted(stage, layout, outcome, suits, np.random.default_rng(seed))
    furniture = np.random.default_rng(ROOM)
    room.furnish(stage, camera, furniture)
    room.illuminate(stage, furniture)
    tremor = np.array([[0.001, 0.0012, 0.0008], [3.1, 4.3, 5.2], [0.0, 1.0, 2.0]])
    return Scene(stage, layout, identities, plan, robot, camera, photo.CLEAN, tremor)


def _write(name: str, folder: Path) -> None:
    scene = example_scene(name)
    renderer = Renderer(scene.stage.model)
    record(scene, renderer, name, example_seed(name), RATE, SECONDS, folder / name)
    renderer.free()


def _write_depth(name: str, folder: Path) -> None:
    scene, seed = example_scene("pick", DEPTH_SIZE), example_seed("pick")
    robot = kinematics.Robot((BASE * [1, 1, 0], np.eye(3)), 0.1)
    job = RecordingJob("examples", 0, 0, DEPTH_SIZE, DEPTH_RATE, ("depth",), folder, name)
    begin = scene.plan.grasped - DEPTH_BEFORE
    renderer = Renderer(scene.stage.model)
    record_robot(scene, renderer, Rig(robot, None, photo.CLEAN, None), job, seed, (begin, begin + DEPTH_SECONDS))
    renderer.free()


def write_examples(folder: Path) -> None:
    """Writes pick, miss, wrong-object and rgbd as data sets; those already there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*EXAMPLES, DEPTH_EXAMPLE):
        for left in folder.glob(f".{name}.*"):
            shutil.rmtree(left)
        if not (folder / name).exists():
            (_write if name in EXAMPLES else _write_depth)(name, folder)
