"""What is written down is what the picture shows."""

import numpy as np
import pytest

from spatial_training.simulate.camera import Camera, focal, look
from spatial_training.simulate.place import Layout, stand
from spatial_training.simulate.render import Renderer
from spatial_training.simulate.stage import Stage
from spatial_training.simulate.truth import Named, describe, owners

NAMES = [Named(0, "red cube", [], {}), Named(1, "blue ball", [], {})]


def camera(shift: tuple[float, float] = (0.0, 0.0)) -> Camera:
    at = np.array([0.3, -0.5, 0.4])
    f = focal(60)
    return Camera(at, look(at, np.array([0.0, 0, 0.03]), 0.2), f, f, 160 + shift[0], 120 + shift[1])


@pytest.fixture
def scene(bare: Stage) -> Stage:
    stand(bare, 0, np.array([-0.08, 0.0]), np.eye(3))
    stand(bare, 1, np.array([0.08, 0.0]), np.eye(3))
    return bare


def observe(stage: Stage, view: Camera):
    renderer = Renderer(stage.model)
    _, geoms, depth = renderer.shoot(stage.data, view)
    renderer.free()
    owner = owners(stage, NAMES, geoms)
    return describe(stage, Layout([0, 1]), NAMES, view, owner), owner, depth


@pytest.mark.parametrize("shift", [(0.0, 0.0), (40.0, -25.0)], ids=["centred", "off-centre crop"])
def test_projected_centres_meet_the_segmentation(scene: Stage, shift: tuple[float, float]) -> None:
    record, owner, _ = observe(scene, camera(shift))
    for index, thing in enumerate(record["things"]):
        rows, columns = np.nonzero(owner == index + 1)
        x, y, z = thing["centre"]
        lens = record["camera"]
        assert columns.mean() + 0.5 == pytest.approx(lens["fx"] * x / z + lens["cx"], abs=1.5)
        assert rows.mean() + 0.5 == pytest.approx(lens["fy"] * y / z + lens["cy"], abs=1.5)


def test_depth_is_metres_along_the_optical_axis(scene: Stage) -> None:
    record, owner, depth = observe(scene, camera())
    ball = record["things"][1]
    nearest = depth[owner == 2].min()
    distance = np.linalg.norm(ball["centre"])
    assert nearest == pytest.approx(ball["centre"][2] * (1 - ball["size"][0] / 2 / distance), abs=0.004)


def test_sizes_and_heights_are_extents_of_the_whole_thing(scene: Stage) -> None:
    record, _, _ = observe(scene, camera())
    side, diameter = 2 * scene.cast.actors[0].solid.half[2], 2 * scene.cast.actors[1].solid.half[2]
    assert record["things"][0]["height"] == pytest.approx(side, abs=1e-3)
    assert record["things"][1]["size"] == pytest.approx([diameter] * 3, rel=0.03)


def test_an_unhidden_thing_is_wholly_visible_and_a_covered_one_is_not(scene: Stage) -> None:
    record, _, _ = observe(scene, camera())
    assert record["things"][0]["visible"] > 0.93
    towards = camera().position - scene.pose(0)[0]
    scene.place(1, scene.pose(0)[0] + 0.15 * towards / np.linalg.norm(towards), np.eye(3))
    covered, _, _ = observe(scene, camera())
    assert covered["things"][0]["visible"] < 0.7


def test_a_thing_outside_the_image_has_no_box(scene: Stage) -> None:
    stand(scene, 1, np.array([3.0, 0.0]), np.eye(3))
    record, _, _ = observe(scene, camera())
    assert record["things"][1]["visible"] == 0.0
    assert "box" not in record["things"][1]


def test_up_is_a_unit_vector_against_gravity(scene: Stage) -> None:
    record, _, _ = observe(scene, camera())
    up = np.array(record["camera"]["up"])
    assert np.linalg.norm(up) == pytest.approx(1, abs=1e-4)
    raised = camera().optical(np.array([[0, 0, 0.1], [0, 0, 0.0]]))
    assert (raised[0] - raised[1]) @ up == pytest.approx(0.1, abs=1e-5)
