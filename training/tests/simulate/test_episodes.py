"""Episodes end as their outcome says, and motion is smooth."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from spatial_training.simulate.episode import Show
from spatial_training.simulate.episodes import TURNS, EpisodeJob, write_episode
from spatial_training.simulate.examples import SECONDS, example_scene
from spatial_training.simulate.motion import Waypoint, along, ease
from spatial_training.simulate.render import Renderer

# Metres between the task's subject and object at the end: a thing taken, a thing placed, and anything else.
HELD, PLACED, MISSED = 0.025, 0.055, 0.03


def distances(folder: Path) -> tuple[list[dict], list[float]]:
    lines = [json.loads(line) for line in (folder / "data.jsonl").read_text().splitlines()]
    task = lines[0]["task"]

    def apart(record: dict) -> float:
        centres = {t["name"]: np.array(t["centre"]) for t in record["things"]}
        return float(np.linalg.norm(centres[task["object"]] - centres[task["subject"]]))

    return lines, [apart(r) for r in lines]


@pytest.fixture(scope="module", params=range(len(TURNS)), ids=[f"{k}-{t}" for k, t in enumerate(TURNS)])
def episode(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict], list[float]]:
    folder = tmp_path_factory.mktemp("episodes")
    job = EpisodeJob("val", 7, request.param, (160, 120), 2.0, folder)
    assert write_episode(job) > 8
    return distances(folder / job.name)


def succeeds(lines: list[dict]) -> bool:
    return lines[0]["outcome"] in ("success", "moved")


def related(record: dict, word: str) -> bool:
    names = [t["name"] for t in record["things"]]
    a, b = (names.index(record["task"][end]) for end in ("subject", "object"))
    return any(p[word] for p in record["pairs"] if (p["a"], p["b"]) == (a, b))


def test_subject_and_object_meet_only_when_it_succeeds(episode: tuple[list[dict], list[float]]) -> None:
    lines, apart = episode
    if succeeds(lines):
        assert apart[-1] < (PLACED if lines[0]["motion"] == "place" else HELD)
    else:
        assert apart[-1] > MISSED


def test_a_placed_thing_lies_in_or_on_its_goal_and_a_dropped_one_on_the_table(
    episode: tuple[list[dict], list[float]],
) -> None:
    lines, apart = episode
    if lines[0]["motion"] == "take":
        return
    assert not related(lines[0], "inside") and not related(lines[0], "on")
    assert (related(lines[-1], "inside") or related(lines[-1], "on")) is succeeds(lines)
    assert related(lines[-1], "touching") is succeeds(lines)
    if not succeeds(lines):
        assert min(apart) > PLACED


def test_a_thing_taken_is_lifted_and_held(episode: tuple[list[dict], list[float]]) -> None:
    lines, _ = episode
    if succeeds(lines) and lines[0]["motion"] == "take":
        heights = [r["tf"]["gripper"][2] for r in lines]
        assert heights[-1] > min(heights) + 0.06
        last = lines[-1]
        held = [t["name"] for t in last["things"]].index(last["task"]["object"])
        assert any(p["a"] == 0 and p["b"] == held and p["touching"] for p in last["pairs"])


def test_the_camera_stands_still_and_time_runs(episode: tuple[list[dict], list[float]]) -> None:
    lines, _ = episode
    assert len({json.dumps(r["tf"]["camera"]) for r in lines}) == 1
    assert [r["t"] for r in lines] == [k / 2.0 for k in range(len(lines))]


def test_transforms_place_the_gripper_where_the_truth_says(episode: tuple[list[dict], list[float]]) -> None:
    for record in episode[0]:
        camera, gripper = np.array(record["tf"]["camera"]), np.array(record["tf"]["gripper"])
        optical = Rotation.from_quat(camera[3:]).inv().apply(gripper[:3] - camera[:3])
        assert optical == pytest.approx(record["things"][0]["centre"], abs=5e-4)


def test_motion_passes_its_waypoints_and_rests_at_both_ends() -> None:
    path = [Waypoint(float(k), np.array([k, 0.0, 0.0]), np.eye(3), k / 2) for k in range(3)]
    assert along(path, -1.0).position[0] == 0
    assert along(path, 1.0).position[0] == pytest.approx(1)
    assert along(path, 9.0).opening == 1
    assert ease(1e-3) < 1e-7 and 1 - ease(1 - 1e-3) < 1e-7


def test_an_example_begun_again_is_the_same() -> None:
    scene = example_scene("pick", (160, 120))
    renderer = Renderer(scene.stage.model)
    show = Show(scene, renderer, "pick", 1)
    first = show.at(0.0, 0)
    lifted = show.at(SECONDS, 1)
    show.restart()
    again = show.at(0.0, 0)
    renderer.free()
    assert again.record == first.record and again.picture.tobytes() == first.picture.tobytes()
    assert lifted.record["tf"]["gripper"] != first.record["tf"]["gripper"]
