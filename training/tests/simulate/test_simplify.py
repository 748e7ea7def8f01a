"""Stand-ins for detailed meshes keep their size."""

import numpy as np
import pytest

from spatial_training.simulate.mesh import lathe
from spatial_training.simulate.simplify import COARSEST, clustered, support_points

angle = np.linspace(-np.pi / 2, np.pi / 2, 120)
BALL = lathe(0.05 * np.stack([np.cos(angle), np.sin(angle)], 1), 120)


def test_clustering_takes_most_faces_and_little_size() -> None:
    light = clustered(BALL.vertices, BALL.faces)
    assert len(light.faces) < len(BALL.faces) / 2
    assert np.ptp(light.vertices, axis=0) == pytest.approx(np.ptp(BALL.vertices, axis=0), abs=COARSEST)
    assert light.faces.max() == len(light.vertices) - 1
    assert all(len(set(face)) == 3 for face in light.faces.tolist())


def test_few_support_points_keep_the_hull() -> None:
    few = support_points(BALL.vertices)
    assert len(few) < 80
    directions = np.random.default_rng(0).standard_normal((50, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    assert (few @ directions.T).max(0) == pytest.approx(np.full(50, 0.05), rel=0.05)
