"""What a trained variant answers about held-out stills, row by row, kept so that tables need no model."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from ..data.batches import Batch, Batches, Collection
from ..data.sample import SEEN, in_front
from ..data.shard import Shard
from ..evaluate.measure import Table
from .folder import StudyFolder
from .learners import Grounded, Learner
from .lessons import generator, pair_distances, state, without_focal

ASKED = 6  # questions of each kind about an image at most
SIZE = 32
EXAM_SEED = 77


class GripperQuestions(Batches):
    """Batches that ask about the gripper and one other thing in sight each; both by the data's own wordings."""

    def choose_questions(self, shard: Shard, row: int) -> np.ndarray:
        return np.resize(gripper_questions(shard, row), ASKED)

    def of(self, images: list[int]) -> Batch:
        return self.collate([self.sample(index) for index in images])


def gripper_questions(shard: Shard, row: int) -> np.ndarray:
    """Row numbers of one question for each thing in sight that is asked about along with the gripper."""
    first = shard.thing_offsets[row]
    chosen: dict[int, int] = {}
    for number in range(*shard.question_offsets[row : row + 2]):
        pair = shard.asked[number, 1:]
        if (pair < 0).any() or not in_sight(shard, first + pair).all():
            continue
        others = [int(thing) for thing in pair if not shard.gripper[first + thing]]
        if len(others) == 1:
            chosen.setdefault(others[0], number)
    return np.array(sorted(chosen.values())[:ASKED], np.int64)


def in_sight(shard: Shard, things: np.ndarray) -> np.ndarray:
    """Whether enough of each is seen and its centre is in front of the camera."""
    return (shard.visible[things] >= SEEN) & np.isfinite(in_front(shard.centre[things])[:, 2])


def examine(folder: StudyFolder, learner: Learner, name: str, focal: bool) -> Table:
    """A row per pair of gripper and thing: frame, distance, answer, right, answered_right."""
    images = folder.collection(name)
    parts = []
    for numbers in chunks(askable(images, folder.settings.test_images)):
        source = GripperQuestions(images, SIZE, ASKED, state(EXAM_SEED, numbers[0]))
        batch = source.of(numbers)
        parts.append(rows_of(learner, batch, images, numbers, focal))
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def askable(images: Collection, most: int) -> list[int]:
    """The first images that have a question for the examination."""
    return [i for i in range(min(most, len(images))) if len(gripper_questions(*images.locate(i)))]


def chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), SIZE):
        yield numbers[start : start + SIZE]


@torch.no_grad()
def rows_of(learner: Learner, batch: Batch, images: Collection, numbers: list[int], focal: bool) -> Table:
    log_distance, right = learner.answer(batch if focal else without_focal(batch))
    counts = np.array([len(gripper_questions(*images.locate(i))) for i in numbers])
    kept = np.arange(ASKED) < counts[:, None]
    first, second = (batch.centre[:, i::2, 0] for i in (0, 1))
    columns = {
        "frame": np.broadcast_to(np.array(numbers)[:, None], kept.shape),
        "distance": pair_distances(batch)[:, :ASKED].numpy(),
        "answer": log_distance[:, :ASKED].exp().numpy(),
        "right": (first - second).numpy(),
        "answered_right": right[:, :ASKED].numpy(),
    }
    return {name: values[kept] for name, values in columns.items()}


@torch.no_grad()
def examine_ordinary(folder: StudyFolder, learner: Grounded, name: str) -> Table:
    """A row per ordinary question: frame, kind, answer, answered."""
    images, ordinary = folder.collection(name), folder.ordinary()
    parts = []
    for numbers in chunks(list(range(min(folder.settings.test_images, len(images))))):
        source = Batches(images, SIZE, 1, EXAM_SEED)
        places = [images.locate(i) for i in numbers]
        asked = ordinary.ask(places, ASKED, generator(EXAM_SEED, numbers[0]))
        pictures = source.collate([source.sample(i) for i in numbers])
        logits = learner.answer_ordinary(pictures, torch.from_numpy(asked.tokens))
        frame = np.broadcast_to(np.array(numbers)[:, None], asked.answer.shape)
        columns = {"frame": frame, "kind": asked.kind, "answer": asked.answer, "answered": logits.argmax(-1).numpy()}
        parts.append({key: values.ravel() for key, values in columns.items()})
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def save_table(path: Path, table: Table) -> None:
    """Whole or not at all."""
    draft = path.with_suffix(".draft.npz")
    np.savez(draft, **table)
    os.replace(draft, path)


def load_table(path: Path) -> Table:
    with np.load(path) as arrays:
        return {name: arrays[name] for name in arrays.files}
