"""A still's messages say what its record says. Needs a sourced ROS 2 with this package's messages."""

import numpy as np
import pytest

pytest.importorskip("spatial_reward.msg", reason="no ROS 2 with spatial_reward's messages is sourced")

from builtin_interfaces.msg import Time  # noqa: E402
from spatial_reward.msg import SpatialFact  # noqa: E402

from spatial_training.publish import messages  # noqa: E402

RECORD = {
    "width": 640,
    "height": 480,
    "camera": {"fx": 600.0, "fy": 610.0, "cx": 320.0, "cy": 240.0, "up": [0.0, -1.0, 0.0]},
    "things": [
        {"name": "gripper", "gripper": True, "centre": [0.0, 0.0, 1.0]},
        {"name": "red mug", "centre": [0.3, 0.4, 1.0]},
    ],
    "pairs": [
        {"a": 0, "b": 1, "gap": 0.42, "touching": False},
        {"a": 1, "b": 0, "gap": 0.42, "touching": False},
    ],
    "tf": {"camera": [1, 2, 3, 0, 0, 0, 1], "gripper": [4, 5, 6, 0, 0, 0, 1]},
}
STAMP = Time(sec=3, nanosec=4)


def test_facts_are_those_of_every_pair_once() -> None:
    told = messages.facts(RECORD, STAMP)
    assert [f.kind for f in told.facts] == [
        SpatialFact.DISTANCE,
        SpatialFact.VERTICAL_DISTANCE,
        SpatialFact.GAP,
        SpatialFact.TOUCHING,
    ]
    assert [f.distance for f in told.facts[:3]] == pytest.approx([0.5, 0.4, 0.42])
    touching = told.facts[3]
    assert np.isnan(touching.distance) and touching.probability == 0.0
    assert {(f.subject, f.object, f.source) for f in told.facts} == {("gripper", "red mug", "ground_truth")}
    assert all(f.header.stamp == STAMP for f in told.facts)


def test_the_camera_counts_from_the_first_pixels_centre() -> None:
    info = messages.camera_info(RECORD, STAMP)
    assert (info.k[2], info.k[5], info.k[0], info.k[4]) == (319.5, 239.5, 600.0, 610.0)


def test_transforms_place_the_gripper_in_the_world_and_things_before_the_camera() -> None:
    placed = {t.child_frame_id: t for t in messages.transforms(RECORD, STAMP).transforms}
    assert placed["gripper_tcp"].header.frame_id == "world"
    assert placed["red_mug"].header.frame_id == messages.OPTICAL_FRAME
    assert placed["red_mug"].transform.translation.y == pytest.approx(0.4)
