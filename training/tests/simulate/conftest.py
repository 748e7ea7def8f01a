"""Shared stages: compiled once, because compiling and rendering dominate."""

import numpy as np
import pytest

from spatial_training.simulate.build import compile_cast
from spatial_training.simulate.catalogue import KINDS
from spatial_training.simulate.grippers import panda
from spatial_training.simulate.stage import Stage


def kind(noun: str):
    return next(k for k in KINDS if k.noun == noun)


@pytest.fixture(scope="session")
def stage() -> Stage:
    """A cube (0), a ball (1), a bowl (2) and a mug (3) with a parallel-jaw gripper, all still off stage."""
    rng = np.random.default_rng(0)
    return Stage(compile_cast([kind(n) for n in ("cube", "ball", "bowl", "mug")], panda(rng), rng))


@pytest.fixture
def bare(stage: Stage) -> Stage:
    """The same stage with everything put away again."""
    for thing in range(4):
        stage.hide(thing)
    stage.place_gripper(np.array([0, 0, -40.0]), np.eye(3), 1.0)
    return stage
