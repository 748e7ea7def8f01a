"""The law of the picking world."""

from dataclasses import replace

import numpy as np
import pytest

from spatial_training.proof.world import BESIDE, FLOOR, REACH, Action, State, begin, observed, step

REST, WIDTH = 0.03, 0.8
THING = np.array([0.0, 0.0, REST])


def state(tip, opening=1.0, held=False, thing=THING) -> State:
    return State(np.array(tip), np.array(thing), opening, held, REST, WIDTH)


def still(opening: float) -> Action:
    return Action(np.zeros(3), opening)


def test_a_move_is_cut_to_the_reach_in_its_direction():
    after = step(state([0.3, 0, 0.3]), Action(np.array([0.3, 0.4, 0.0]), 1.0))
    assert np.allclose(after.tip - [0.3, 0, 0.3], REACH * np.array([0.6, 0.8, 0.0]))


def test_the_tip_stays_over_the_table():
    assert step(state([0.3, 0, 0.02]), Action(np.array([0, 0, -0.05]), 1.0)).tip[2] == FLOOR


def test_closing_around_the_thing_takes_it_and_lifting_raises_it():
    after = step(state([0.01, 0, REST]), still(0.0))
    assert after.held and after.opening == WIDTH
    for _ in range(2):
        after = step(after, Action(np.array([0, 0, 0.05]), 0.0))
    assert after.raised == pytest.approx(0.1)
    assert after.succeeded


@pytest.mark.parametrize("tip", [[0.03, 0, REST], [0, 0, REST + 0.03]])
def test_closing_beside_or_above_it_takes_nothing(tip):
    after = step(state(tip), still(0.0))
    assert not after.held


def test_a_closed_gripper_takes_nothing_however_near():
    assert not step(state([0, 0, REST], opening=0.3), still(0.0)).held


def test_opening_drops_the_thing_where_it_is():
    held = state([0.1, 0, 0.2], opening=WIDTH, held=True, thing=[0.1, 0, 0.2])
    after = step(held, still(1.0))
    assert not after.held and np.allclose(after.thing, [0.1, 0, REST])


def test_a_low_gripper_beside_the_thing_pushes_it_away():
    after = step(state([0.03, 0, 0.02]), still(1.0))
    assert np.allclose(after.thing, [0.03 - BESIDE, 0, REST])


def test_a_high_one_and_an_open_one_around_it_do_not():
    assert np.allclose(step(state([0.03, 0, 0.2]), still(1.0)).thing, THING)
    assert np.allclose(step(state([0.01, 0, 0.02]), still(1.0)).thing, THING)


def test_success_needs_the_thing_in_the_hand():
    raised = state([0, 0, 0.2], held=True, thing=[0, 0, 0.2])
    assert raised.succeeded and not replace(raised, held=False).succeeded


def test_a_start_is_apart_from_the_thing_and_open():
    for seed in range(20):
        first = begin(np.random.default_rng(seed), REST, WIDTH)
        assert np.linalg.norm(first.tip - first.thing) > 0.12 and first.opening == 1.0


def test_an_observation_does_not_depend_on_where_the_thing_stands():
    shift = np.array([0.1, -0.05, 0])
    one, other = state([0.1, 0, 0.2]), state([0.2, -0.05, 0.2], thing=THING + shift)
    assert np.allclose(observed(one), observed(other))
