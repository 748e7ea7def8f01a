"""A camera on the wrist rides with the gripper and sees what it holds."""

import numpy as np
import pytest

from spatial_training.simulate.film import random_mount
from spatial_training.simulate.place import Layout
from spatial_training.simulate.reach import aim
from spatial_training.simulate.render import Renderer
from spatial_training.simulate.stage import Stage
from spatial_training.simulate.truth import Named, describe, owners


def test_the_tool_centre_point_stays_where_it_is_in_the_picture(bare: Stage) -> None:
    for seed in range(20):
        mount, seen = random_mount(np.random.default_rng(seed)), []
        for position, rotation in ((np.array([0.1, 0, 0.2]), aim(0.3, 1.0, 0.2)), (np.zeros(3), aim(1.5, 2.0, 4.0))):
            bare.place_gripper(position, rotation, 1.0)
            view = mount.ride(bare)
            seen.append(view.optical(bare.gripper_position))
            assert view.sees(bare.gripper_position)
            assert np.linalg.det(view.rotation) == pytest.approx(1)
        assert seen[0] == pytest.approx(seen[1])


def test_fingers_are_visible_though_the_palm_is_behind_the_camera(bare: Stage) -> None:
    bare.place_gripper(np.array([0, 0, 0.2]), aim(0, 0, 0), 1.0)
    view = random_mount(np.random.default_rng(1)).ride(bare)
    renderer = Renderer(bare.model)
    _, geoms, _ = renderer.shoot(bare.data, view)
    renderer.free()
    names = [Named(Stage.GRIPPER, "gripper", [], {})]
    gripper = describe(bare, Layout(), names, view, owners(bare, names, geoms))["things"][0]
    assert 0.2 < gripper["visible"] <= 1
    assert "box" in gripper
