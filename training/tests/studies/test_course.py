from dataclasses import replace
from pathlib import Path

import pytest
import torch

from spatial_training.studies import course
from spatial_training.studies.catalogue import STUDIES
from spatial_training.studies.course import first_stage, second_stage
from spatial_training.studies.folder import StudyFolder
from spatial_training.studies.learners import Learner, make_learner

from .conftest import open_at

VARIANTS = {v.key: v for study in STUDIES.values() for v in study.variants}
STEP = course.step


def weights(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in module.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(value, other[name]) for name, value in one.items())


class Killed(Exception):
    pass


def killed_after(steps: int, monkeypatch: pytest.MonkeyPatch, folder: StudyFolder, key: str) -> None:
    """Trains until the next step but `steps`, saving after each."""
    taken = []

    def step(*arguments) -> None:  # noqa: ANN002
        if len(taken) == steps:
            raise Killed
        taken.append(STEP(*arguments))

    monkeypatch.setattr(course, "SAVED_EVERY", 1)
    monkeypatch.setattr(course, "step", step)
    with pytest.raises(Killed):
        second_stage(folder, VARIANTS[key], 0)
    monkeypatch.undo()


@pytest.mark.parametrize("key", ["grounded", "plain", "share-0.5", "noise-0.3"])
def test_a_killed_run_ends_as_an_unbroken_one(key: str, tmp_path: Path, data: Path, monkeypatch):  # noqa: ANN001
    """Killed once in each stage."""
    unbroken, broken = (open_at(tmp_path / name, data) for name in ("unbroken", "broken"))
    whole = weights(second_stage(unbroken, VARIANTS[key], 0))
    for steps in (1, 3):
        killed_after(steps, monkeypatch, broken, key)
    assert same(whole, weights(second_stage(broken, VARIANTS[key], 0)))


def test_a_seed_is_one_result_and_another_seed_another(tmp_path: Path, data: Path):
    runs = [weights(second_stage(open_at(tmp_path / str(i), data), VARIANTS["grounded"], i // 2)) for i in range(3)]
    assert same(runs[0], runs[1])
    assert not same(runs[0], runs[2])


def test_a_frozen_encoder_stays_as_the_first_stage_left_it(folder: StudyFolder):
    """Weights and normalisation both; what reads the encoder learns."""
    before, ended = first_stage(folder, 0, focal=True), second_stage(folder, VARIANTS["frozen"], 0)
    assert same(before, weights(ended.pyramid))
    begun = begin(folder, "frozen")
    assert not same(weights(begun.trainee.nano.things), weights(ended.trainee.nano.things))


def begin(folder: StudyFolder, key: str) -> Learner:
    torch.manual_seed(0)
    return make_learner(folder.config, VARIANTS[key], folder.ordinary().answers)


def test_an_unfrozen_encoder_moves(folder: StudyFolder):
    before = first_stage(folder, 0, focal=True)
    assert not same(before, weights(second_stage(folder, VARIANTS["grounded"], 0).pyramid))


def test_the_first_stage_teaches_all_of_the_encoder(folder: StudyFolder, tmp_path: Path, data: Path):
    """Both of its maps: a frozen map that was never taught would say nothing of freezing."""
    short = open_at(tmp_path / "short", data, replace(folder.settings, first_samples=4))
    one, two = first_stage(short, 0, focal=True), first_stage(folder, 0, focal=True)
    unmoved = [name for name, value in one.items() if value.is_floating_point() and torch.equal(value, two[name])]
    assert unmoved == []


@pytest.mark.parametrize("key", VARIANTS)
def test_variants_begin_with_the_same_weights(folder: StudyFolder, key: str):
    assert same(weights(begin(folder, "grounded").trainee), weights(begin(folder, key).trainee))
