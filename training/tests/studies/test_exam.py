from dataclasses import replace

import numpy as np
import pytest
import torch

from spatial_training.data.sample import SEEN
from spatial_training.studies.catalogue import STUDIES
from spatial_training.studies.exam import examine, gripper_questions
from spatial_training.studies.folder import StudyFolder
from spatial_training.studies.learners import Learner, make_learner
from spatial_training.studies.lessons import pair_distances
from spatial_training.studies.results import Need, needs, usual_distance

GROUNDED = STUDIES["freeze"].variants[0]


class Knows(Learner):
    """Answers with the truth, which it reads off the batch."""

    def answer(self, batch):  # noqa: ANN001, ANN201
        x = batch.centre[..., 0]
        return torch.log(pair_distances(batch)), x.gather(1, batch.pairs[..., 0]) - x.gather(1, batch.pairs[..., 1])


def test_who_knows_the_truth_makes_no_error(folder: StudyFolder):
    table = examine(folder, Knows(folder.config, GROUNDED), "test", focal=True)
    assert len(table["distance"]) == 5
    assert table["answer"] == pytest.approx(table["distance"], rel=1e-5)
    assert table["answered_right"] == pytest.approx(table["right"])


def test_the_truth_is_that_of_gripper_and_thing(folder: StudyFolder):
    shard, row = folder.collection("test").locate(2)
    things = slice(*shard.thing_offsets[row : row + 2])
    (question,) = gripper_questions(shard, row)
    gripper, ball = shard.asked[question, 1:]
    assert shard.gripper[things][gripper]
    table = examine(folder, Knows(folder.config, GROUNDED), "test", focal=True)
    centre = shard.centre[things]
    assert table["distance"][table["frame"] == 2] == pytest.approx(np.linalg.norm(centre[gripper] - centre[ball]))


def test_what_is_out_of_sight_is_not_asked_about(folder: StudyFolder):
    shard, row = folder.collection("test").locate(0)
    hidden = replace(shard, visible=np.full_like(shard.visible, SEEN / 2))
    assert len(gripper_questions(hidden, row)) == 0
    behind = replace(shard, centre=shard.centre * [1, 1, -1])
    assert len(gripper_questions(behind, row)) == 0


def test_an_examination_gives_no_hints(folder: StudyFolder):
    """Where things truly are makes no difference to the answers."""
    torch.manual_seed(0)
    learner = make_learner(folder.config, GROUNDED, folder.ordinary().answers).eval()
    assert learner.trainee.hinted_share == 0
    one, other = (examine(folder, learner, "test", focal=True) for _ in range(2))
    assert np.array_equal(one["answer"], other["answer"])


def test_without_focal_length_the_examination_has_none_either(folder: StudyFolder):
    torch.manual_seed(0)
    learner = make_learner(folder.config, GROUNDED, folder.ordinary().answers).eval()
    known, unknown = (examine(folder, learner, "test", focal) for focal in (True, False))
    assert not np.array_equal(known["answer"], unknown["answer"])
    assert np.array_equal(known["distance"], unknown["distance"])


def test_nothing_is_asked_that_was_never_taught(folder: StudyFolder):
    study = STUDIES["mixture"]
    asked = {variant.key: needs(folder, study, variant) for variant in study.variants}
    assert asked["share-0"] == [Need("test", True)]
    assert asked["grounded"] == [Need("test", False), Need("kept-out", False)]
    assert len(asked["share-0.5"]) == 3


def test_the_usual_distance_is_validations_median(folder: StudyFolder):
    table = examine(folder, Knows(folder.config, GROUNDED), "validation", focal=True)
    assert usual_distance(folder) == pytest.approx(np.median(table["distance"]))
