from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spatial_training.data import sample as sampling
from spatial_training.data.batches import Batches, Collection
from spatial_training.data.cover import Cover, covered_cells, draw_cover, lay_over, uncovered_share
from spatial_training.data.sample import CANVAS_SIZE, CONTEXT_STRIDE, take_sample
from spatial_training.data.shard import CACHED_SIZE
from spatial_training.data.targets import BACKGROUND
from spatial_training.data.view import plain_view

COVER = Cover(40, 20, 80, 60)


def test_a_cover_hides_part_of_a_seen_thing():
    boxes = np.array([[100.0, 60.0, 140.0, 110.0], [np.nan] * 4])
    random = np.random.default_rng(0)
    shares = [uncovered_share(boxes, draw_cover(random, boxes, CANVAS_SIZE)) for _ in range(200)]
    left = np.array(shares)
    assert (left[:, 1] == 1).all(), "nothing is known of the other"
    assert left[:, 0].min() < 0.3
    assert 0.4 < left[:, 0].mean() < 0.8
    assert (left[:, 0] < 1).mean() > 0.95


def test_there_is_none_where_nothing_is_seen():
    assert draw_cover(np.random.default_rng(0), np.full((3, 4), np.nan), CANVAS_SIZE) is None
    assert draw_cover(np.random.default_rng(0), np.array([[500.0, 10, 520, 30]]), CANVAS_SIZE) is None


def test_only_the_covered_pixels_change():
    canvas = np.random.default_rng(0).integers(0, 256, (192, 256, 3), np.uint8)
    covered = lay_over(canvas, COVER, np.random.default_rng(1))
    changed = (covered != canvas).any(axis=2)
    assert changed[20:60, 40:80].mean() > 0.9
    changed[20:60, 40:80] = False
    assert not changed.any()


def test_a_sample_behind_a_cover_is_seen_less_and_stays_where_it_is(compiled: Path, monkeypatch: pytest.MonkeyPatch):
    """Over all of the red ball: it is no longer seen, its cells show something else, its centre is the same."""
    shard, row = Collection(compiled).locate(0)
    maps = {"owner": np.ones((len(shard), 120, 160), np.uint8), "depth": np.ones((len(shard), 60, 80))}
    shard = replace(shard, **maps)
    asked = np.arange(*shard.question_offsets[row : row + 2])
    view = plain_view(CACHED_SIZE, CANVAS_SIZE)
    plain = take_sample(shard, row, view, asked, np.random.default_rng(0))
    red = 0
    left, top, right, bottom = (shard.box[red] * CANVAS_SIZE[0] / CACHED_SIZE[0]).round().astype(int)
    cover = Cover(max(0, left - 1), max(0, top - 1), right + 1, bottom + 1)
    monkeypatch.setattr(sampling, "draw_cover", lambda *_: cover)
    hidden = take_sample(shard, row, view, asked, np.random.default_rng(0), covered=True)
    of_red = plain.named == red
    assert (plain.visible[of_red] == 1).all()
    assert (hidden.visible[of_red] == 0).all()
    assert np.array_equal(hidden.centre, plain.centre, equal_nan=True)
    assert np.array_equal(hidden.pixel, plain.pixel, equal_nan=True)
    behind = covered_cells(*hidden.kind.shape, CONTEXT_STRIDE, cover)
    assert (plain.owner == 1 + red).all()
    assert (hidden.owner == np.where(behind, BACKGROUND, 1 + red)).all()
    assert (np.isnan(hidden.depth) == behind).all()


def test_only_augmented_pictures_are_covered(compiled: Path, monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(sampling, "draw_cover", lambda *_: asked.append(1))
    plain = Batches(Collection(compiled), size=4, questions=3, seed=0)
    for index in range(8):
        plain.sample(index)
    assert not asked
    augmented = Batches(Collection(compiled), size=4, questions=3, seed=0, articles=np.array([2]))
    for index in range(40):
        augmented.sample(index % 8)
    assert 0.1 < len(asked) / 40 < 0.6
