"""The depth camera's noise is as stated: its size, its growth, its steps, what is lost."""

import numpy as np
import pytest

from spatial_training.simulate import depth_camera
from spatial_training.simulate.depth_camera import Faults, edges, measure, metres_of, shadowed, with_wall

SHAPE, FOCAL = (240, 320), 300.0
FAULTLESS = Faults((0.0, 0.0), np.zeros(SHAPE, bool))


def flat(metres: float) -> depth_camera.Depth:
    return np.full(SHAPE, metres, np.float32)


def step(near: float = 0.6, far: float = 1.0) -> depth_camera.Depth:
    """Something near in the right half, before something far."""
    depth = flat(far)
    depth[:, 160:] = near
    return depth


@pytest.mark.parametrize("metres", [0.5, 1.0, 2.0])
def test_errors_are_two_per_cent_at_a_metre_and_grow_with_the_square(metres: float) -> None:
    seen = metres_of(measure(flat(metres), FOCAL, FAULTLESS, np.random.default_rng(1)))
    inverse = 1 / seen - 1 / metres
    assert np.nanstd(inverse) == pytest.approx(0.02, rel=0.05)
    assert np.nanmedian(seen) == pytest.approx(metres, rel=0.01)


def test_neighbours_share_a_part_of_their_error_but_far_pixels_do_not() -> None:
    error = metres_of(measure(flat(1.0), FOCAL, FAULTLESS, np.random.default_rng(2))) - 1.0
    near = np.corrcoef(error[:, :-1].ravel(), error[:, 1:].ravel())[0, 1]
    far = np.corrcoef(error[:, :-8].ravel(), error[:, 8:].ravel())[0, 1]
    assert 0.3 < near < 0.8
    assert 0.0 < far < 0.15


def test_depth_comes_in_steps_of_disparity_that_widen_with_depth() -> None:
    def steps(metres: float) -> float:
        values = np.unique(measure(flat(metres), FOCAL, FAULTLESS, np.random.default_rng(3)))
        return float(np.median(np.diff(values[values > 0])))

    assert steps(2.0) == pytest.approx(4 * steps(1.0), abs=2.0)


def test_half_of_the_edges_and_what_the_second_imager_cannot_see_are_lost() -> None:
    seen = measure(step(), FOCAL, FAULTLESS, np.random.default_rng(4))
    shadow = round(FOCAL * depth_camera.BASELINE * (1 / 0.6 - 1 / 1.0))
    assert (seen[:, 160 - shadow + 1 : 159] == 0).all()
    assert (seen[:, :140] > 0).all() and (seen[:, 165:] > 0).all()
    assert 0.4 < (seen[:, 160] == 0).mean() < 0.6


def test_a_shadow_falls_on_the_left_of_what_is_near_alone() -> None:
    hidden = shadowed(step(), FOCAL)
    assert hidden[:, 155].all() and not hidden[:, 160:].any() and not hidden[:, :140].any()
    assert not edges(flat(1.0)).any()


def test_colour_and_depth_are_a_pixel_apart() -> None:
    faults = depth_camera.random_faults(*SHAPE, np.random.default_rng(5))
    assert np.hypot(*faults.offset) == pytest.approx(1.0)
    assert faults.patches.mean() == pytest.approx(depth_camera.PATCHES, abs=0.001)
    moved = Faults((0.0, 1.0), FAULTLESS.patches)
    seen = metres_of(measure(step(0.95, 1.45), 1.0, moved, np.random.default_rng(6)))
    assert np.nanmedian(seen[:, 160]) > 1.3 and np.nanmedian(seen[:, 161]) < 1.0


@pytest.mark.parametrize("metres", [0.1, 11.0])
def test_what_is_too_near_or_too_far_is_unknown(metres: float) -> None:
    assert (measure(flat(metres), FOCAL, FAULTLESS, np.random.default_rng(7)) == 0).mean() > 0.9


def test_a_tenth_of_spoiled_depth_shows_the_wall() -> None:
    clean = measure(flat(1.0), FOCAL, FAULTLESS, np.random.default_rng(8))
    spoiled = with_wall(clean, np.random.default_rng(8))
    wrong = spoiled != clean
    assert wrong.mean() == pytest.approx(0.1, abs=0.01)
    assert (spoiled[wrong] == 1000 * depth_camera.WALL).all()


def test_the_same_seed_gives_the_same_depth() -> None:
    one, same = (measure(step(), FOCAL, FAULTLESS, np.random.default_rng(9)) for _ in range(2))
    assert (one == same).all()
    assert (one != measure(step(), FOCAL, FAULTLESS, np.random.default_rng(10))).any()
