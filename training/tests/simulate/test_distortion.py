"""A bent picture, its masks and its truth stay one."""

from dataclasses import replace

import numpy as np
import pytest

from spatial_training.simulate.camera import Camera, focal, look
from spatial_training.simulate.distortion import shoot, straightened
from spatial_training.simulate.place import Layout, stand
from spatial_training.simulate.render import Renderer
from spatial_training.simulate.stage import Stage
from spatial_training.simulate.truth import Named, describe, owners

NAMES = [Named(0, "red cube", [], {}), Named(1, "blue ball", [], {})]
BARREL, CUSHION = (-0.14, 0.014), (0.14, -0.014)


def camera(distortion: tuple[float, float]) -> Camera:
    at, f = np.array([0.2, -0.35, 0.3]), focal(80)
    return Camera(at, look(at, np.array([0.0, 0, 0.03])), f, f, 150, 130, distortion=distortion)


@pytest.mark.parametrize("distortion", [BARREL, CUSHION], ids=["barrel", "pincushion"])
def test_straightening_undoes_the_lens(distortion: tuple[float, float]) -> None:
    view = camera(distortion)
    slopes = np.random.default_rng(0).uniform(-0.8, 0.8, (100, 2))
    bent = (view.pixels(np.c_[slopes, np.ones(100)]) - [view.cx, view.cy]) / [view.fx, view.fy]
    assert straightened(bent, distortion) == pytest.approx(slopes, abs=1e-5)


@pytest.mark.parametrize("distortion", [BARREL, CUSHION], ids=["barrel", "pincushion"])
def test_centres_meet_the_segmentation_through_the_lens(bare: Stage, distortion: tuple[float, float]) -> None:
    stand(bare, 0, np.array([-0.28, -0.02]), np.eye(3))
    stand(bare, 1, np.array([0.28, 0.1]), np.eye(3))
    view = camera(distortion)
    renderer = Renderer(bare.model)
    picture, geoms, depth = shoot(renderer, bare.data, view)
    renderer.free()
    owner = owners(bare, NAMES, geoms)
    record = describe(bare, Layout([0, 1]), NAMES, view, owner)
    assert picture.size == (320, 240) and depth.shape == owner.shape == (240, 320)
    assert record["camera"]["distortion"] == list(distortion)
    for index, thing in enumerate(record["things"]):
        rows, columns = np.nonzero(owner == index + 1)
        middle = np.array([columns.mean() + 0.5, rows.mean() + 0.5])
        assert middle == pytest.approx(view.pixels(np.array(thing["centre"])), abs=1.5)
        straight = replace(view, distortion=(0.0, 0.0)).pixels(np.array(thing["centre"]))
        assert np.linalg.norm(straight - middle) > 2
        assert thing["visible"] > 0.93


def test_a_straight_lens_is_not_mentioned(bare: Stage) -> None:
    owner = np.zeros((240, 320), np.uint8)
    assert "distortion" not in describe(bare, Layout(), [], camera((0.0, 0.0)), owner)["camera"]
