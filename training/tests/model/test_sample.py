import json
from pathlib import Path

import numpy as np
import pytest

from spatial_training.data.batches import Batches, Collection, vary_words
from spatial_training.data.letterbox import Placement
from spatial_training.data.records import mirrors, read_records
from spatial_training.data.sample import CANVAS_SIZE, in_front, visibility
from spatial_training.data.targets import UNKNOWN, DenseMaps, look_up
from spatial_training.data.tokens import encode
from spatial_training.data.view import View, plain_view


@pytest.fixture
def batches(compiled: Path) -> Batches:
    return Batches(Collection(compiled), size=4, questions=3, seed=0)


def test_a_sample_knows_where_its_named_things_are(batches: Batches, shard: Path):
    record = json.loads((shard / "data.jsonl").read_text().splitlines()[5])
    sample = batches.sample(5)
    gripper, ball = (np.array(record["things"][i]["centre"]) for i in (2, 0))
    asked = [i for i in range(3) if np.isfinite(sample.centre[2 * i : 2 * i + 2]).all()]
    assert len(asked) == 1
    subject, other = 2 * asked[0], 2 * asked[0] + 1
    assert sample.centre[subject] == pytest.approx(gripper)
    assert sample.centre[other] == pytest.approx(ball)
    focal = 280.0 * CANVAS_SIZE[0] / 320
    expected = ball[:2] / ball[2] * focal + [CANVAS_SIZE[0] / 2, CANVAS_SIZE[1] / 2]
    assert sample.pixel[other] == pytest.approx(expected, abs=1e-3)
    distance = np.linalg.norm(gripper - ball)
    assert sample.pair_truth[asked[0]] == pytest.approx([distance - 0.08, 0, 0, 1])


def test_absent_things_are_not_visible_and_unasked_ones_are_unknown(batches: Batches):
    visible = batches.sample(2).visible.reshape(3, 2)
    rows = sorted(tuple(np.nan_to_num(row, nan=-1)) for row in visible)
    assert rows == [(1, -1), (1, 0), (1, 1)]


def test_contact_listed_one_way_only_is_unknown_the_other_way(compiled: Path):
    from spatial_training.data.sample import pair_truth

    shard, row = Collection(compiled).locate(0)
    named = np.array([2, 0])
    there, back = pair_truth(shard, row, named, np.array([[0, 1], [1, 0]]))
    assert there[3] == 1
    assert np.isnan(back[2:]).all()
    assert back[0] == there[0]


def test_the_camera_height_reaches_the_lowest_underside(batches: Batches, shard: Path):
    record = json.loads((shard / "data.jsonl").read_text().splitlines()[0])
    up = np.array([0.0, -0.8, -0.6])
    undersides = [np.dot(t["centre"], up) - 0.04 for t in record["things"] if "gripper" not in t]
    assert batches.sample(0).camera_height == pytest.approx(-min(undersides), abs=1e-5)


def test_dense_maps_are_read_through_the_view():
    owner = np.zeros((120, 160), np.uint8)
    owner[:, 80:] = 1
    view = plain_view((320, 240), CANVAS_SIZE)
    found, depth = look_up(DenseMaps(owner, None), view, (320, 240), CANVAS_SIZE, 8)
    assert found.shape == (24, 32)
    assert (found[:, :16] == 0).all()
    assert (found[:, 16:] == 1).all()
    assert np.isnan(depth).all()
    mirrored = View(view.crop, view.placement, mirrored=True)
    turned, _ = look_up(DenseMaps(owner, None), mirrored, (320, 240), CANVAS_SIZE, 8)
    assert (turned == found[:, ::-1]).all()
    framed = View(view.crop, Placement(64, 48, 128, 96), mirrored=False)
    small, _ = look_up(DenseMaps(owner, None), framed, (320, 240), CANVAS_SIZE, 8)
    assert (small[:5] == UNKNOWN).all()


def test_left_and_right_in_names_forbid_mirroring():
    thing = {"name": "mug", "aliases": ["left mug"]}
    assert not mirrors({"things": [thing]})
    assert mirrors({"things": [{"name": "leftover box"}], "absent": ["bright bowl"]})


def test_dropped_articles_close_up(tokenizer):  # noqa: ANN001
    text = "How far is the gripper from the red ball?"
    ids = encode(tokenizer, [text] * 512, 16)
    article = tokenizer.token_to_id("the")
    varied = vary_words(ids, np.array([article]), np.random.default_rng(0))
    bare = encode(tokenizer, [text.replace("the ", "")], 16)[0]
    dropped = (varied == article).sum(axis=1)
    assert set(dropped) == {0, 1, 2}
    assert any((row == bare).all() for row in varied)
    assert all((row[np.argmax(row == 0) :] == 0).all() for row in varied if (row == 0).any())


def test_a_broken_line_is_named(tmp_path: Path):
    (tmp_path / "data.jsonl").write_text('{"image": "a"}\n{"image":\n')
    with pytest.raises(ValueError, match=r"data.jsonl:2: not JSON"):
        list(read_records(tmp_path))


def test_questions_about_absent_things_come_first_in_training(compiled: Path):
    training = Batches(Collection(compiled), 1, 1, seed=0, articles=np.array([2]))
    shard, row = training.collection.locate(3)
    for _ in range(10):
        (asked,) = training.choose_questions(shard, row)
        assert -1 in shard.asked[asked]


def test_few_questions_are_asked_again(compiled: Path):
    batches = Batches(Collection(compiled), 1, 7, seed=0)
    shard, row = batches.collection.locate(3)
    asked = batches.choose_questions(shard, row)
    assert len(asked) == 7
    assert set(asked) == set(range(*shard.question_offsets[row : row + 2]))


def test_what_lies_behind_the_camera_has_no_place_and_is_not_judged_visible():
    centre = in_front(np.array([[0.1, 0.0, 0.5], [0.1, 0.0, -0.03]], np.float32))
    assert np.isfinite(centre[0]).all()
    assert np.isnan(centre[1]).all()
    share = np.where(np.isnan(centre[:, 2]), np.nan, 0.8)
    assert visibility(share, np.array([0, 1])).tolist() == pytest.approx([1.0, np.nan], nan_ok=True)
