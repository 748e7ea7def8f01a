"""Transforms lead to the tool centre point, within the error that they are given."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from spatial_training.simulate import kinematics
from spatial_training.simulate.kinematics import Pose, in_frame, random_robot, seven, told, wandering

TOOL: Pose = (np.array([0.1, -0.05, 0.12]), Rotation.from_euler("xyz", [170, 10, 40], degrees=True).as_matrix())


def leads_to(robot: kinematics.Robot, flange: Pose) -> np.ndarray:
    """The tool centre point in the world by way of base and flange."""
    in_base = flange[0] + robot.flange * flange[1][:, 2]
    return robot.base[0] + robot.base[1] @ in_base


@pytest.mark.parametrize("seed", range(5))
def test_base_and_flange_lead_to_the_tool_centre_point(seed: int) -> None:
    robot = random_robot(np.random.default_rng(seed))
    assert leads_to(robot, robot.flange_of(TOOL)) == pytest.approx(TOOL[0], abs=1e-9)
    assert robot.table == pytest.approx(in_frame(robot.base, (np.zeros(3), np.eye(3)))[0][2])


def test_joints_err_by_three_millimetres_and_half_a_degree() -> None:
    poses = told([TOOL] * 5000, np.random.default_rng(0))
    off = np.array([p - TOOL[0] for p, _ in poses])
    turned = np.array([Rotation.from_matrix(TOOL[1].T @ r).as_rotvec(degrees=True) for _, r in poses])
    assert off.std(axis=0) == pytest.approx([0.003] * 3, rel=0.25)
    assert turned.std(axis=0) == pytest.approx([0.5] * 3, rel=0.25)
    assert np.abs(off.mean(axis=0)).max() < 0.002


def test_errors_wander_rather_than_jump() -> None:
    errors = wandering(8000, np.random.default_rng(1))[:, 0]
    later = round(kinematics.RATE * kinematics.MEMORY)
    assert np.corrcoef(errors[:-1], errors[1:])[0, 1] > 0.9
    assert np.corrcoef(errors[:-later], errors[later:])[0, 1] == pytest.approx(np.exp(-1), abs=0.15)


def test_transforms_are_told_around_pictures_but_not_at_their_times() -> None:
    when = kinematics.times(2.0)
    assert when[0] < -kinematics.LAG and when[-1] > 2.0 + kinematics.LAG
    assert np.abs(when[:, None] - np.arange(0, 2, 0.2)).min() > 0.002


def test_a_pose_is_written_as_place_and_quaternion() -> None:
    values = seven(TOOL)
    assert values[:3] == pytest.approx(TOOL[0])
    assert Rotation.from_quat(values[3:]).as_matrix() == pytest.approx(TOOL[1], abs=1e-5)
