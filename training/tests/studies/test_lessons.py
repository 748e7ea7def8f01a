import numpy as np
import pytest
import torch

from spatial_training.data.asking import NOBODY
from spatial_training.data.tokens import UNKNOWN_ID, encode
from spatial_training.studies.catalogue import STUDIES, Variant
from spatial_training.studies.course import lessons_of
from spatial_training.studies.folder import StudyFolder
from spatial_training.studies.learners import make_learner
from spatial_training.studies.lessons import Lesson, pair_distances
from spatial_training.studies.ordinary import KINDS, all_words

VARIANTS = {v.key: v for study in STUDIES.values() for v in study.variants}


def lesson(folder: StudyFolder, key: str, step: int = 0, seed: int = 0) -> Lesson:
    return lessons_of(folder, VARIANTS[key], seed, folder.settings.questions).at(step)


@pytest.mark.parametrize("key", VARIANTS)
def test_every_variant_sees_the_same_pictures_and_questions(folder: StudyFolder, key: str):
    one, other = lesson(folder, "grounded", 3).batch, lesson(folder, key, 3).batch
    assert torch.equal(one.pixel_values, other.pixel_values)
    assert torch.equal(one.tokens, other.tokens)
    assert torch.equal(one.pairs, other.pairs)


def test_steps_and_seeds_see_different_ones(folder: StudyFolder):
    first = lesson(folder, "grounded").batch.pixel_values
    assert not torch.equal(first, lesson(folder, "grounded", step=1).batch.pixel_values)
    assert not torch.equal(first, lesson(folder, "grounded", seed=1).batch.pixel_values)


def test_noise_is_in_what_is_told_and_nowhere_else(folder: StudyFolder):
    clean, noisy = lesson(folder, "noise-0"), lesson(folder, "noise-0.3")
    truth = pair_distances(clean.batch)
    known = truth > 0
    assert torch.allclose(clean.told[known], truth[known])
    assert not torch.isclose(noisy.told[known], truth[known]).any()
    for name, value in vars(clean.batch).items():
        assert torch.equal(torch.nan_to_num(value), torch.nan_to_num(getattr(noisy.batch, name))), name


def test_noise_has_its_standard_deviation(folder: StudyFolder):
    """As a share of each distance; twice the deviation is twice the error of every single one."""
    shares = {}
    for key in ("noise-0.1", "noise-0.2"):
        lessons = [lesson(folder, key, step) for step in range(40)]
        ratios = [each.told / pair_distances(each.batch) - 1 for each in lessons]
        shares[key] = torch.cat([ratio[ratio.isfinite()] for ratio in ratios])
    assert shares["noise-0.1"].std() == pytest.approx(0.1, rel=0.15)
    assert torch.allclose(2 * shares["noise-0.1"], shares["noise-0.2"], atol=1e-4)


def test_noise_reaches_the_loss(folder: StudyFolder):
    torch.manual_seed(0)
    learner = make_learner(folder.config, VARIANTS["noise-0"], folder.ordinary().answers).eval()
    assert learner(lesson(folder, "noise-0")) != learner(lesson(folder, "noise-0.3"))


def test_distances_told_alone_leave_no_other_metres(folder: StudyFolder):
    """Depths and sizes of the things may be anything: nothing is learnt from them."""
    torch.manual_seed(0)
    learner = make_learner(folder.config, VARIANTS["noise-0.1"], folder.ordinary().answers).eval()
    told = lesson(folder, "noise-0.1")
    before = learner(told)
    told.batch.size *= 3
    told.batch.pair_truth[..., 0] *= 3
    told.batch.camera_height *= 3
    told.batch.depth *= 3
    assert learner(told) == before


def test_without_focal_length_all_cameras_are_one(folder: StudyFolder):
    known, unknown = lesson(folder, "grounded").batch, lesson(folder, "no-focal").batch
    assert len(unknown.intrinsics.unique(dim=0)) == 1
    assert not torch.equal(known.intrinsics, unknown.intrinsics)
    assert torch.equal(torch.nan_to_num(known.centre), torch.nan_to_num(unknown.centre))


@pytest.mark.parametrize("key", ["share-0", "share-0.05", "share-0.5"])
def test_a_share_of_the_questions_is_spatial(folder: StudyFolder, key: str):
    mixed = lesson(folder, key)
    spatial = mixed.ordinary.answer < 0
    assert spatial.sum() == round(VARIANTS[key].spatial_share * spatial.size)
    asked = torch.from_numpy(spatial).repeat_interleave(2, dim=1)
    whole = lesson(folder, "grounded").batch
    assert (mixed.batch.named[~asked] == NOBODY).all()
    assert torch.equal(mixed.batch.named[asked], whole.named[asked])
    assert mixed.batch.visible[~asked].isnan().all()


def test_ordinary_questions_alone_teach_nothing_spatial(folder: StudyFolder):
    learner = make_learner(folder.config, VARIANTS["share-0"], folder.ordinary().answers)
    learner(lesson(folder, "share-0")).backward()
    named = dict(learner.named_parameters())
    assert named["ordinary.0.weight"].grad.abs().sum() > 0
    spatial = [p.grad for name, p in named.items() if ".pairs." in name or ".things." in name]
    assert all(gradient is None or not gradient.any() for gradient in spatial)


def test_ordinary_answers_are_true(folder: StudyFolder):
    """In the drawings there is one ball of each of three colours, the blue one being the gripper."""
    images, ordinary = folder.collection("train"), folder.ordinary()
    asked = ordinary.ask([images.locate(i) for i in range(12)], 6, np.random.default_rng(0))
    colours, shapes = folder.config.colours, folder.config.shapes
    answers = [*shapes, *colours, *range(5)]
    said = {(KINDS[k], str(words(folder, t)), answers[a]) for k, t, a in rows(asked)}
    assert ("many", "how many red things are there?", 1) in said
    assert ("what", "what is the green thing?", "ball") in said
    assert ("colour", "what colour is the gripper?", "blue") in said
    assert not any(text == "what colour is the ball?" for _, text, _ in said), "two balls: which is meant?"


def rows(asked) -> list[tuple[int, np.ndarray, int]]:  # noqa: ANN001
    flat = (asked.kind.ravel(), asked.tokens.reshape(-1, asked.tokens.shape[-1]), asked.answer.ravel())
    return list(zip(*flat, strict=True))


def words(folder: StudyFolder, tokens: np.ndarray) -> str:
    known = [folder.tokenizer.id_to_token(int(token)) for token in tokens if token > 0]
    return " ".join(known).replace(" ?", "?")


def test_every_word_of_the_ordinary_questions_is_known(folder: StudyFolder):
    """The names in them come from the data, their wordings from nowhere else."""
    assert (encode(folder.tokenizer, all_words().splitlines(), 32) != UNKNOWN_ID).all()


def test_the_default_variant_is_the_base():
    assert {**vars(Variant("grounded", "")), "title": ""} == {**vars(VARIANTS["grounded"]), "title": ""}
