"""Gaps are exact, symmetric and zero at contact."""

import numpy as np
import pytest

from spatial_training.simulate.place import REST, Layout, advance, arrange, clear_shelf, into, stand
from spatial_training.simulate.stage import Stage

UP = np.eye(3)


def test_gap_of_cube_and_ball_is_the_free_length_between_them(bare: Stage) -> None:
    side, radius = 2 * bare.cast.actors[0].solid.half[0], bare.cast.actors[1].solid.half[0]
    bare.place(0, np.array([0, 0, 0.1]), UP)
    bare.place(1, np.array([0.2, 0, 0.1]), UP)
    assert bare.gap(0, 1) == pytest.approx(0.2 - side / 2 - radius, abs=5e-4)


def test_gap_is_symmetric(bare: Stage) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        for thing in range(4):
            bare.place(thing, rng.uniform(-0.2, 0.2, 3), UP)
        assert all(bare.gap(a, b) == pytest.approx(bare.gap(b, a), abs=1e-6) for a in range(4) for b in range(a))


def test_gap_into_a_bowl_is_to_its_wall_and_not_to_its_hull(bare: Stage) -> None:
    stand(bare, 2, np.zeros(2), UP)
    stand(bare, 1, np.zeros(2), UP, floor=0.03)
    assert 0.005 < bare.gap(1, 2) < 0.03


def test_overlap_counts_as_touching(bare: Stage) -> None:
    bare.place(0, np.array([0, 0, 0.1]), UP)
    bare.place(1, np.array([0.005, 0, 0.1]), UP)
    assert bare.gap(0, 1) == 0.0
    assert bare.signed_gap(0, 1) < 0.0


def test_advancing_stops_at_contact_and_never_inside(bare: Stage) -> None:
    bare.place(0, np.array([0, 0, 0.1]), UP)
    bare.place(1, np.array([0.3, 0.01, 0.1]), UP)
    assert advance(bare, 1, np.array([-1.0, 0, 0]), [0], 0.3)
    assert 0.0 <= bare.signed_gap(0, 1) <= REST


def test_a_thing_dropped_into_a_bowl_rests_in_it(bare: Stage) -> None:
    layout = Layout([2])
    stand(bare, 2, np.zeros(2), UP)
    assert into(bare, layout, 1, 2, np.random.default_rng(0))
    assert layout.inside == {(1, 2)}
    assert bare.gap(1, 2) <= REST
    assert bare.lowest(1) < 2 * bare.cast.actors[2].solid.half[2]


def test_things_stand_on_a_shelf_or_beside_it_but_never_in_it(bare: Stage) -> None:
    rng = np.random.default_rng(3)
    raised = 0
    for _ in range(10):
        layout = arrange(bare, [0, 1, 2, 3], 4, rng, shelves=1.0)
        assert all(bare.signed_gap(t, Stage.SHELF) > -REST for t in layout.things)
        raised += sum(bare.lowest(t) > 0.04 for t in layout.things)
    clear_shelf(bare)
    assert raised > 5
