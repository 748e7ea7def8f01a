"""What lies about touches nothing, and a camera's faults keep the picture in its place."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from spatial_training.simulate import debris, photo, scatter, textures
from spatial_training.simulate.place import arrange
from spatial_training.simulate.reach import aim
from spatial_training.simulate.stage import Stage


def test_debris_lies_on_the_table_clear_of_things(bare: Stage) -> None:
    rng, shown = np.random.default_rng(2), 0
    layout = arrange(bare, [0, 1, 2, 3], 4, rng)
    bare.place_gripper(np.array([0, 0, 0.3]), aim(0, 0, 0), 1.0)
    bodies = {int(bare.model.body_mocapid[b]): b for b in range(bare.model.nbody)}
    for _ in range(20):
        scatter.scatter(bare, rng)
        bare.update()
        for shape, mocap in zip(bare.cast.debris, bare.cast.debris_mocaps, strict=True):
            at = bare.data.mocap_pos[mocap]
            if at[2] < -1:
                continue
            shown += 1
            points = shape.points @ bare.data.xmat[bodies[mocap]].reshape(3, 3).T + at
            assert points[:, 2].min() == pytest.approx(0.0003, abs=1e-5)
            for thing in layout.things:
                apart = np.linalg.norm(points[::3, :2] - bare.pose(thing)[0][:2], axis=1).min()
                assert apart > np.linalg.norm(bare.cast.actors[thing].solid.half[:2])
    assert shown > 8


@pytest.mark.parametrize("maker", sorted(set(debris.MAKERS), key=lambda m: m.__name__))
def test_debris_has_no_pieces_that_could_be_measured(maker) -> None:
    made = maker(np.random.default_rng(0))
    assert made.pieces == ()
    assert all(v.colour != "body" for v in made.visuals)


@pytest.mark.parametrize("kind", ["label", "print", *textures.FIELDS])
def test_patterns_are_mostly_light_so_that_the_colour_shows(kind: str) -> None:
    means = [textures.pattern(kind, np.random.default_rng(seed)).mean() for seed in range(8)]
    assert np.mean(means) > 130


def test_motion_smears_about_the_middle() -> None:
    dot = np.zeros((41, 41, 3), np.uint8)
    dot[20, 20] = 255
    lens = replace(photo.CLEAN, blur=0.0, noise=0.0, smear=(6.0, 0.0))
    value = np.asarray(photo.develop(Image.fromarray(dot), lens, np.random.default_rng(0)), float)[..., 0]
    columns = np.flatnonzero(value[20])
    assert columns.mean() == pytest.approx(20, abs=0.6)
    assert 5 <= np.ptp(columns) <= 7
    assert np.count_nonzero(value[19]) == np.count_nonzero(value[21]) == 0
