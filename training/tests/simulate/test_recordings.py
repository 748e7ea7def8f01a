"""What the sensors of one recording say agrees: depth with pixels, transforms with truth, both cameras with each other."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.spatial.transform import Rotation

from spatial_training.simulate import sizes
from spatial_training.simulate.depth_camera import metres_of
from spatial_training.simulate.recordings import PARTS, RecordingJob, write_recording

RATE = 1.0


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> RecordingJob:
    return RecordingJob("val", 3, 0, (160, 120), RATE, PARTS, tmp_path_factory.mktemp("recordings"))


@pytest.fixture(scope="module")
def folder(job: RecordingJob) -> Path:
    assert write_recording(job) > 3
    return job.folder / job.name


@pytest.fixture(scope="module")
def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "data.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def robot(folder: Path) -> dict:
    return json.loads((folder / "robot.json").read_text())


def apply(pose: list[float], points: np.ndarray) -> np.ndarray:
    return Rotation.from_quat(pose[3:]).apply(points) + pose[:3]


def undo(pose: list[float], points: np.ndarray) -> np.ndarray:
    return Rotation.from_quat(pose[3:]).inv().apply(points - np.array(pose[:3]))


def depth_of(folder: Path, kind: str, number: int) -> np.ndarray:
    return metres_of(np.asarray(Image.open(folder / kind / f"{number:06d}.png")))


def tool_at(robot: dict, t: float) -> np.ndarray:
    """The tool centre point in the base at time `t`, by the nearest transform."""
    _, *pose = min(robot["tf"], key=lambda sample: abs(sample[0] - t))
    return apply(pose, np.array([0.0, 0.0, robot["flange"]]))


def test_every_sensor_has_a_picture_of_every_time(folder: Path, lines: list[dict]) -> None:
    for kind in ("images", "side", "depth", "unaligned", "wall"):
        assert len(list((folder / kind).iterdir())) == len(lines)
    assert [line["t"] for line in lines] == pytest.approx(np.arange(len(lines)) / RATE)


def test_transforms_lead_to_the_true_tool_centre_point_within_their_error(lines: list[dict], robot: dict) -> None:
    for line in lines:
        said = undo(robot["camera"], tool_at(robot, line["t"]))
        # Three times the error, and 10 ms of motion.
        assert said == pytest.approx(line["things"][0]["centre"], abs=3 * 0.0035 + 0.004)


def test_depth_shows_things_before_their_centres(folder: Path, lines: list[dict]) -> None:
    checked = 0
    for k, line in enumerate(lines):
        depth, camera = depth_of(folder, "depth", k), line["camera"]
        for thing in line["things"][1:]:
            x, y, z = thing["centre"]
            u, v = int(camera["fx"] * x / z + camera["cx"]), int(camera["fy"] * y / z + camera["cy"])
            if thing["visible"] < 0.95 or "box" not in thing or not (2 < u < 157 and 2 < v < 117):
                continue
            surface = np.nanmedian(depth[v - 2 : v + 3, u - 2 : u + 3])
            reach = max(thing["size"])
            assert z - reach < surface < z + 0.06 * z, thing["name"]
            checked += 1
    assert checked > 3


def test_both_depth_cameras_see_one_scene(folder: Path, lines: list[dict], robot: dict) -> None:
    one, other, beside = lines[0]["camera"], robot["unaligned"]["camera"], robot["unaligned"]["pose"]
    aligned, apart = depth_of(folder, "depth", 0), depth_of(folder, "unaligned", 0)
    errors = []
    for v in range(20, 100, 5):
        for u in range(30, 130, 5):
            z = aligned[v, u]
            if not np.isfinite(z):
                continue
            point = z * np.array([(u + 0.5 - one["cx"]) / one["fx"], (v + 0.5 - one["cy"]) / one["fy"], 1.0])
            x, y, depth = undo(beside, point)
            there = int(other["fx"] * x / depth + other["cx"]), int(other["fy"] * y / depth + other["cy"])
            if 0 <= there[0] < 160 and 0 <= there[1] < 120:
                errors.append((apart[there[1], there[0]] - depth) / depth)
    assert abs(np.nanmedian(errors)) < 0.01


def test_the_second_camera_sees_the_tool_centre_point_elsewhere(lines: list[dict], robot: dict) -> None:
    side, camera = robot["side"], robot["side"]["camera"]
    for line in lines:
        in_base = apply(robot["camera"], np.array(line["things"][0]["centre"]))
        x, y, z = undo(side["pose"], in_base)
        assert z > 0.1
        assert 0 < camera["fx"] * x / z + camera["cx"] < 160
        assert 0 < camera["fy"] * y / z + camera["cy"] < 120
    axes = [Rotation.from_quat(pose[3:]).as_matrix()[:, 2] for pose in (robot["camera"], side["pose"])]
    assert np.degrees(np.arccos(axes[0] @ axes[1])) > 34


def test_known_lengths_are_the_things(lines: list[dict], robot: dict) -> None:
    for thing in lines[0]["things"][1:]:
        assert robot["things"][thing["name"]]["height"] == pytest.approx(thing["height"], abs=2e-3)
    assert 0.005 < robot["fingers"] < 0.3


def test_extents_of_a_turned_box() -> None:
    corners = np.array([[x, y, z] for x in (0, 0.2) for y in (0, 0.1) for z in (0, 0.3)])
    turned = Rotation.from_euler("z", 30, degrees=True).apply(corners)
    assert sizes.extents(turned) == pytest.approx({"width": 0.2, "depth": 0.1, "height": 0.3}, abs=1e-3)


def test_the_same_seed_gives_the_same_bytes(job: RecordingJob, folder: Path, tmp_path: Path) -> None:
    again = replace(job, folder=tmp_path)
    write_recording(again)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        assert path.read_bytes() == (tmp_path / job.name / path.relative_to(folder)).read_bytes(), path.name
