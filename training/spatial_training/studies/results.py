"""What the runs of a study answered, read back, and the baselines that need no model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..evaluate.measure import Table
from .catalogue import Study, Variant
from .course import second_stage
from .exam import EXAM_SEED, askable, examine, examine_ordinary, gripper_questions, load_table, save_table
from .folder import VALIDATION, StudyFolder
from .learners import Grounded
from .lessons import generator
from .ordinary import KINDS


@dataclass(frozen=True)
class Need:
    """One examination of one run: of distances or, on the first test alone, of ordinary questions."""

    test: str
    ordinary: bool

    def path(self, run: Path) -> Path:
        return run / f"{'ordinary' if self.ordinary else 'answers'}-{self.test}.npz"


def needs(folder: StudyFolder, study: Study, variant: Variant) -> list[Need]:
    """Nothing is asked of a variant that it was never taught."""
    found = [Need(test, False) for test in folder.tests if variant.spatial_share > 0]
    if study.ordinary_reference is not None and variant.spatial_share < 1:
        found.append(Need(folder.tests[0], True))
    return found


def finished(folder: StudyFolder, study: Study, seed: int) -> bool:
    return all(
        need.path(folder.run(variant.key, seed)).exists()
        for variant in study.variants
        for need in needs(folder, study, variant)
    )


def finish(folder: StudyFolder, study: Study, variant: Variant, seed: int) -> bool:
    """Trains and examines a variant, unless that is done. Returns whether there was anything to do."""
    run = folder.run(variant.key, seed)
    missing = [need for need in needs(folder, study, variant) if not need.path(run).exists()]
    if not missing:
        return False
    learner = second_stage(folder, variant, seed)
    for need in missing:
        if not need.ordinary:
            table = examine(folder, learner, need.test, variant.focal)
        elif isinstance(learner, Grounded):
            table = examine_ordinary(folder, learner, need.test)
        else:
            raise TypeError(f"{variant.key}: a plain model has no head for ordinary questions")
        save_table(need.path(run), table)
    return True


def answers(folder: StudyFolder, variant: Variant, seeds: list[int], need: Need) -> list[Table]:
    return [load_table(need.path(folder.run(variant.key, seed))) for seed in seeds]


def usual_distance(folder: StudyFolder) -> float:
    """Median metres between the gripper and a thing on the validation stills."""
    images = folder.collection(VALIDATION)
    found = []
    for number in askable(images, len(images)):
        shard, row = images.locate(number)
        pairs = shard.thing_offsets[row] + shard.asked[gripper_questions(shard, row), 1:]
        found.append(np.linalg.norm(shard.centre[pairs[:, 0]] - shard.centre[pairs[:, 1]], axis=-1))
    return float(np.median(np.concatenate(found)))


def usual_answers(folder: StudyFolder) -> np.ndarray:
    """The commonest answer to each kind of ordinary question on the validation stills."""
    images = folder.collection(VALIDATION)
    places = [images.locate(number) for number in range(len(images))]
    asked = folder.ordinary().ask(places, len(KINDS), generator(EXAM_SEED))
    return np.array([np.bincount(asked.answer[asked.kind == kind], minlength=1).argmax() for kind in range(len(KINDS))])
