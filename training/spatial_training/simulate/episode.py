"""Plays a plan in front of a fixed camera and writes it as a data set folder of its own."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from scipy.spatial.transform import Rotation

from . import arm, film, frame, photo, room, truth
from .camera import Camera, random_camera
from .carry import fall_seconds
from .dense import DenseMaps
from .mesh import Array
from .motion import Waypoint, along, ease
from .names import Identity
from .place import Layout, arrange
from .plan import Carry, Plan, loose
from .render import Renderer
from .scripts import devise
from .stage import Stage


@dataclass
class Scene:
    """Everything fixed for an episode."""

    stage: Stage
    layout: Layout
    identities: dict[int, Identity]
    plan: Plan
    look: arm.Look
    camera: Camera
    lens: photo.Lens
    tremor: Array  # amplitudes, rates and phases of the hand's small motions [3, 3]


def _shake(tremor: Array, t: float) -> Array:
    return tremor[0] * np.sin(tremor[1] * t + tremor[2])


def pose_at(scene: Scene, t: float) -> Waypoint:
    """Where the tool centre point is at time `t` [s]."""
    plan, pose = scene.plan, along(list(scene.plan.path), t)
    reached = plan.grasped if plan.held is not None else plan.seconds
    steady = ease((reached - 0.6 - t) / 0.8)
    shaken = pose.position + steady * _shake(scene.tremor, t)
    return Waypoint(t, np.array([*shaken[:2], max(shaken[2], pose.position[2])]), pose.rotation, pose.opening)


def _in_hand(stage: Stage, plan: Plan) -> tuple[Array, Array] | None:
    """The held thing's pose in the gripper's frame at the moment of grasping."""
    if plan.held is None:
        return None
    position, rotation = stage.pose(plan.held)
    grip = along(list(plan.path), plan.grasped)
    return grip.rotation.T @ (position - grip.position), grip.rotation.T @ rotation


def _advance(scene: Scene, hold: tuple[Array, Array] | None, rest: tuple[Array, Array], t: float) -> None:
    """Sets the stage to time `t`. `rest` is the slid thing's final pose."""
    stage, plan = scene.stage, scene.plan
    pose = pose_at(scene, t)
    stage.place_gripper(pose.position, pose.rotation, pose.opening)
    if plan.slide is not None and t < plan.grasped:
        s = ease((t - plan.slide.begins) / (plan.slide.ends - plan.slide.begins))
        stage.place(plan.task, plan.slide.start + s * (rest[0] - plan.slide.start), rest[1])
    if plan.held is not None and hold is not None and t >= plan.grasped:
        stage.place(plan.held, pose.position + pose.rotation @ hold[0], pose.rotation @ hold[1])
    if plan.carry is not None and hold is not None and t >= plan.carry.released:
        _fall(scene, plan.carry, hold, t - plan.carry.released)
    arm.place(stage, scene.look)


def _fall(scene: Scene, carry: Carry, hold: tuple[Array, Array], since: float) -> None:
    """The thing `since` seconds after it was let go; at rest it is in or on its goal."""
    stage, held = scene.stage, scene.plan.task
    pose = pose_at(scene, carry.released)
    start, (end, turn) = pose.position + pose.rotation @ hold[0], carry.rest
    share = min(1.0, (since / max(fall_seconds(float(start[2] - end[2])), 1e-6)) ** 2)
    stage.place(held, start + share * (end - start), turn)
    if share == 1.0 and carry.relation is not None:
        relation = scene.layout.inside if carry.relation == "inside" else scene.layout.on
        relation.add((held, carry.goal))


def _task(scene: Scene) -> dict[str, str]:
    """What should come to what."""
    name = {k: i.name for k, i in scene.identities.items()}
    plan = scene.plan
    if plan.carry is None:
        return {"subject": "gripper", "object": name[plan.task]}
    return {"subject": name[plan.task], "object": name[plan.carry.goal]}


def _quaternion(rotation: Array) -> list[float]:
    return [round(float(v), 6) for v in Rotation.from_matrix(rotation).as_quat()]


def _transforms(scene: Scene) -> truth.Record:
    """Camera (optical) and gripper poses in the world: x, y, z, qx, qy, qz, qw."""
    stage, camera = scene.stage, scene.camera
    return {
        "camera": [*(round(float(v), 5) for v in camera.position), *_quaternion(camera.rotation)],
        "gripper": [
            *(round(float(v), 5) for v in stage.gripper_position),
            *_quaternion(stage.gripper_rotation),
        ],
    }


class Show:
    """An episode before its camera: a picture and its record at any time. Times that go back need a `restart`."""

    def __init__(self, scene: Scene, renderer: Renderer, name: str, seed: int) -> None:
        stage, plan = scene.stage, scene.plan
        self._scene, self._renderer, self._name, self._seed = scene, renderer, name, seed
        self._hold, self._rest = _in_hand(stage, plan), stage.pose(plan.task)
        self._start = {thing: stage.pose(thing) for thing in scene.layout.things}
        self._names = frame.name_all(
            scene.layout, scene.identities, stage.cast.gripper.family, np.random.default_rng(seed)
        )
        self._names[0].attributes["approach"] = plan.approach
        self._task, self._tied = _task(scene), (set(scene.layout.inside), set(scene.layout.on))

    def restart(self) -> None:
        """Puts everything back to where it was before time 0."""
        for thing, (position, rotation) in self._start.items():
            self._scene.stage.place(thing, position, rotation)
        self._scene.layout.inside, self._scene.layout.on = (set(pairs) for pairs in self._tied)

    def move(self, t: float) -> None:
        """Sets the stage to time `t`."""
        _advance(self._scene, self._hold, self._rest, t)

    def at(self, t: float, number: int) -> frame.Still:
        """The picture at time `t`, the `number`th of the episode (which its noise follows from)."""
        scene, plan = self._scene, self._scene.plan
        self.move(t)
        still = frame.shoot(
            scene.stage,
            self._renderer,
            scene.layout,
            self._names,
            scene.camera,
            scene.lens,
            scene.identities,
            np.random.default_rng([self._seed, number]),
        )
        still.record.update(
            episode=self._name,
            t=round(t, 4),
            outcome=plan.outcome,
            motion="take" if plan.carry is None else "place",
            task=self._task,
            tf=_transforms(scene),
            seed=self._seed,
        )
        return still


def record(scene: Scene, renderer: Renderer, name: str, seed: int, rate: float, seconds: float, folder: Path) -> int:
    """Renders the whole episode into `folder`, which appears only when whole. Returns the number of pictures."""
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "images").mkdir(parents=True)
    show = Show(scene, renderer, name, seed)
    count = int(round(seconds * rate))
    maps = DenseMaps()
    with (temporary / "data.jsonl").open("w") as lines:
        for k in range(count):
            still = show.at(k / rate, k)
            image = f"images/{k:06d}.jpg"
            still.picture.save(temporary / image, quality=still.quality)
            maps.add(still.owner, still.depth)
            lines.write(json.dumps({"image": image, **still.record}) + "\n")
    maps.save(temporary)
    os.replace(temporary, folder)
    return count


def _watch(stage: Stage, plan: Plan, look: arm.Look, size: tuple[int, int], rng: Generator) -> Camera | None:
    """A fixed camera that sees the gripper and the task's thing from start to end, the arm not in between."""
    centre, _ = stage.pose(plan.task)
    spots = [p.position for p in plan.path] + [centre] + ([plan.slide.start] if plan.slide else [])
    middle = np.mean(spots, axis=0)
    for _ in range(80):
        camera = random_camera(middle + rng.normal(0, 0.03, 3), rng, *size)
        if not all(camera.sees(s, 0.05 * size[0]) for s in spots):
            continue
        clear = True
        for point in plan.path[:4]:
            stage.place_gripper(point.position, point.rotation, point.opening)
            clear = clear and not film.near_lens(stage, look, camera) and not film.blocked(stage, look, camera)
        if clear:
            return camera
    return None


def compose(stage: Stage, outcome: str, size: tuple[int, int], rng: Generator) -> Scene | None:
    """A random scene with a plan of this outcome, or None when this draw does not allow it."""
    identities = frame.identify(stage, rng)
    layout = arrange(stage, sorted(identities), int(rng.integers(3, 7)), rng)
    frame.paint(stage, identities, rng)
    if len(loose(layout)) < 2:
        return None
    plan = devise(stage, layout, outcome, rng)
    if plan is None:
        return None
    look = arm.choose(stage, [(p.position, p.rotation) for p in plan.path], rng)
    camera = _watch(stage, plan, look, size, rng)
    if camera is None:
        return None
    room.furnish(stage, camera, rng)
    room.illuminate(stage, rng)
    tremor = np.array([rng.uniform(0.0005, 0.003, 3), rng.uniform(2, 7, 3), rng.uniform(0, 7, 3)])
    return Scene(stage, layout, identities, plan, look, camera, photo.random_lens(rng), tremor)
