"""What a robot with a depth camera, TF and a second camera records: folders that become ROS 2 recordings.

A folder is an episode's (images, `data.jsonl`) with `depth/`, `side/` and `robot.json` beside them;
`scripts/recordings.mjs` writes the recordings.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image
from tqdm import tqdm

from . import depth_camera, distortion, film, kinematics, photo, sizes, truth
from .camera import Camera, focal, random_camera
from .episode import Scene, Show, compose, pose_at
from .frame import cast_scene
from .render import Renderer
from .repertoire import repertoire_of
from .shards import frame_seed, spread
from .stage import Stage

# Half take their thing; the others show what success is told from.
TURNS = ("success", "miss", "moved", "wrong_object", "success", "retreat", "success", "place")
FIRST = 60_000_000  # running numbers of recordings start here, far above those of stills and episodes
PARTS = ("depth", "side", "unaligned", "wall")
USUAL = ("depth", "side")
SIDE_DELAY = 0.02  # the second camera's pictures are so much later [s]
APART = (35.0, 120.0)  # between the two cameras' views [degrees]
SEEN = 40  # pixels of gripper and thing that the second camera must show at first
# The unaligned depth camera: field of view [degrees], and where it is in the colour camera's optical frame [m].
DEPTH_VIEW, DEPTH_PLACE = 87.0, np.array([-0.015, 0.0, 0.002])


@dataclass(frozen=True)
class RecordingJob:
    split: str
    seed: int
    index: int
    size: tuple[int, int]
    rate: float
    parts: tuple[str, ...]
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.split}-{self.seed}-{self.index:03d}"


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


def _robot(scene: Scene, rig: Rig, seconds: float, start: float, seed: int) -> truth.Record:
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


class Recorder:
    """Writes what the sensors see at one time after another into a folder."""

    def __init__(self, scene: Scene, renderer: Renderer, rig: Rig, parts: tuple[str, ...], seed: int, folder: Path):
        self._scene, self._renderer, self._rig, self._parts = scene, renderer, rig, parts
        self._seed, self._folder = seed, folder
        rng, camera = np.random.default_rng([seed, 3]), scene.camera
        self._faults = depth_camera.random_faults(camera.height, camera.width, rng)
        self._far_faults = replace(depth_camera.random_faults(camera.height, camera.width, rng), offset=(0.0, 0.0))

    def _rng(self, sensor: int, number: int) -> Generator:
        return np.random.default_rng([self._seed, sensor, number])

    def _save(self, kind: str, number: int, millimetres: depth_camera.Millimetres) -> None:
        Image.fromarray(millimetres).save(self._folder / kind / f"{number:06d}.png", compress_level=1)

    def depth(self, depth: depth_camera.Depth, number: int) -> None:
        rng = self._rng(4, number)
        seen = depth_camera.measure(depth, self._scene.camera.fx, self._faults, rng)
        self._save("depth", number, seen)
        if "wall" in self._parts:
            self._save("wall", number, depth_camera.with_wall(seen, rng))

    def far(self, number: int) -> None:
        """With the unaligned depth camera, of the stage as it is."""
        if self._rig.far is not None:
            _, _, depth = distortion.shoot(self._renderer, self._scene.stage.data, self._rig.far)
            seen = depth_camera.measure(depth, self._rig.far.fx, self._far_faults, self._rng(5, number))
            self._save("unaligned", number, seen)

    def side(self, number: int) -> None:
        """With the second camera, of the stage as it is."""
        if self._rig.side is not None:
            raw, _, _ = distortion.shoot(self._renderer, self._scene.stage.data, self._rig.side)
            lens = self._rig.side_lens
            picture = photo.develop(raw, lens, self._rng(6, number))
            picture.save(self._folder / "side" / f"{number:06d}.jpg", quality=lens.quality)


def record(
    scene: Scene, renderer: Renderer, rig: Rig, job: RecordingJob, seed: int, span: tuple[float, float] | None = None
) -> int:
    """Writes a recording's folder, which appears only when whole. `span` [s] is a part of the plan.

    Returns the number of pictures.
    """
    start, end = span or (0.0, scene.plan.seconds)
    final = job.folder / job.name
    folder = final.with_name(f".{final.name}.{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    for kind in ("images", *(p for p in PARTS if p in job.parts)):
        (folder / kind).mkdir(parents=True)
    show = Show(scene, renderer, job.name, seed)
    (folder / "robot.json").write_text(json.dumps(_robot(scene, rig, end - start, start, seed)) + "\n")
    recorder = Recorder(scene, renderer, rig, job.parts, seed, folder)
    count = int(round((end - start) * job.rate))
    with (folder / "data.jsonl").open("w") as lines:
        for k in range(count):
            still = show.at(start + k / job.rate, k)
            if "depth" in job.parts:
                recorder.depth(still.depth, k)
            recorder.far(k)
            still.picture.save(folder / f"images/{k:06d}.jpg", quality=still.quality)
            line = {"image": f"images/{k:06d}.jpg", **still.record, "t": round(k / job.rate, 4)}
            lines.write(json.dumps(line) + "\n")
            if "side" in job.parts:
                show.move(start + k / job.rate + SIDE_DELAY)
                recorder.side(k)
    os.replace(folder, final)
    return count


def write_recording(job: RecordingJob) -> int:
    """Draws scenes until one allows the outcome whose turn it is, then records it. Returns the number of pictures."""
    outcome = TURNS[job.index % len(TURNS)]
    seed = frame_seed(job.split, job.seed, FIRST + job.index)
    for attempt in range(60):
        rng = np.random.default_rng([seed, attempt])
        stage = Stage(cast_scene(repertoire_of(job.split), rng))
        scene = next((s for s in (compose(stage, outcome, job.size, rng) for _ in range(3)) if s is not None), None)
        if scene is None:
            continue
        renderer = Renderer(stage.model)
        try:
            rig = rig_of(scene, renderer, job.parts, seed)
            if rig is not None:
                return record(scene, renderer, rig, job, seed)
        finally:
            renderer.free()
    raise RuntimeError(f"no scene for recording {job.name} ({outcome}) in 60 draws")


def write_recordings(
    split: str, seed: int, count: int, folder: Path, size: tuple[int, int], rate: float,
    parts: tuple[str, ...], processes: int,
) -> int:  # fmt: skip
    """Records what is missing. Returns the number of recordings made now."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".{split}-*"):
        shutil.rmtree(left)
    jobs = [RecordingJob(split, seed, k, size, rate, parts, folder) for k in range(count)]
    todo = [j for j in jobs if not (folder / j.name).exists()]
    for _ in tqdm(spread(write_recording, todo, processes), total=len(todo), unit="recording"):
        pass
    return len(todo)
