"""Scripted tries: what each manner comes to."""

from collections import Counter

import numpy as np
import pytest

from spatial_training.proof.demonstrator import MANNERS, demonstrate
from spatial_training.proof.world import STEPS, step


@pytest.fixture(scope="module")
def tries():
    return [demonstrate(0.03, 0.8, np.random.default_rng(k)) for k in range(300)]


def share(tries, manner):
    own = [each.succeeded for each in tries if each.manner == manner]
    return sum(own) / len(own)


def test_a_try_follows_the_worlds_law(tries):
    for each in tries[:20]:
        assert len(each.states) == STEPS + 1 and len(each.actions) == STEPS
        for before, action, after in zip(each.states[:-1], each.actions, each.states[1:], strict=True):
            again = step(before, action)
            assert np.allclose(again.tip, after.tip) and again.held == after.held


def test_every_manner_comes_by_its_share(tries):
    counts = Counter(each.manner for each in tries)
    for manner, expected in MANNERS.items():
        assert abs(counts[manner] / len(tries) - expected) < 0.08


def test_careful_hands_succeed_and_those_beside_never(tries):
    assert share(tries, "careful") > 0.9
    assert 0.2 < share(tries, "shaky") < 0.95
    assert share(tries, "beside") == 0
    assert share(tries, "early") < 0.5


def test_the_same_seed_is_the_same_try():
    one, other = (demonstrate(0.03, 0.8, np.random.default_rng(7)) for _ in range(2))
    assert all(np.array_equal(a.move, b.move) for a, b in zip(one.actions, other.actions, strict=True))
