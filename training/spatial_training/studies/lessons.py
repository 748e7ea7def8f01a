"""What each step of a run is taught: a batch, and what its variant changes about it.

Everything follows from (seed, step), so that all variants see the same frames and questions in the
same order, and a run that was killed goes on with the very batch it would have had.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from ..data.asking import NOBODY
from ..data.batches import Batch, Batches, Collection
from ..data.sample import CANVAS_SIZE
from ..train.losses import rows
from .catalogue import Variant
from .ordinary import Ordinary, Questions

ASSUMED_VIEW_DEGREES = 60.0
LEAST_TOLD = 0.1  # of the truth, however large the noise
FRAMES, NOISE, MIXTURE, CHANCE = range(4)  # streams of random numbers that don't touch each other


@dataclass
class Lesson:
    """One batch as a variant is taught it."""

    batch: Batch
    told: Tensor | None  # [B, P] metres said of the pairs, NaN where unknown; None: the truth
    ordinary: Questions | None
    spatial_share: float


class Lessons:
    """The lessons of one run."""

    def __init__(
        self,
        collection: Collection,
        variant: Variant,
        ordinary: Ordinary,
        seed: int,
        size: int,
        questions: int,
    ) -> None:
        self.collection, self.variant, self.ordinary = collection, variant, ordinary
        self.seed, self.size, self.questions = seed, size, questions

    def at(self, step: int) -> Lesson:
        variant, random = self.variant, generator(self.seed, MIXTURE, step)
        source = Batches(self.collection, self.size, self.questions, state(self.seed, FRAMES, step))
        chosen = [int(index) for index in source.random.integers(0, len(self.collection), self.size)]
        batch = source.collate([source.sample(index) for index in chosen])
        if not variant.focal:
            batch = without_focal(batch)
        told = None if variant.noise is None else noisy_distances(batch, variant.noise, self.seed, step)
        ordinary = None
        if variant.spatial_share < 1:
            places = [self.collection.locate(index) for index in chosen]
            ordinary = self.ordinary.ask(places, self.questions, random)
            batch, ordinary = mix(batch, ordinary, variant.spatial_share, random)
        return Lesson(batch, told, ordinary, variant.spatial_share)


def state(*parts: int) -> int:
    """A seed of its own for every combination."""
    return int(np.random.SeedSequence(parts).generate_state(1)[0])


def generator(*parts: int) -> np.random.Generator:
    return np.random.default_rng(state(*parts))


def without_focal(batch: Batch) -> Batch:
    """The camera of one constant field of view, whichever took the picture; truth stays."""
    width, height = CANVAS_SIZE
    focal = width / 2 / np.tan(np.radians(ASSUMED_VIEW_DEGREES) / 2)
    assumed = torch.tensor([focal, focal, width / 2, height / 2], dtype=torch.float32)
    return replace(batch, intrinsics=assumed.expand(len(batch.intrinsics), 4).contiguous())


def pair_distances(batch: Batch) -> Tensor:
    """True metres [B, P] between the centres of each pair; NaN where nobody is named."""
    first, second = batch.pairs[..., 0], batch.pairs[..., 1]
    return (rows(batch.centre, first) - rows(batch.centre, second)).norm(dim=-1)


def noisy_distances(batch: Batch, std: float, seed: int, step: int) -> Tensor:
    """`pair_distances` times 1 plus gaussian noise; the draws are the same whatever the std."""
    truth = pair_distances(batch)
    draws = generator(seed, NOISE, step).standard_normal(truth.shape)
    return truth * torch.from_numpy(1 + std * draws).clamp(min=LEAST_TOLD).to(truth)


def mix(batch: Batch, ordinary: Questions, share: float, random: np.random.Generator) -> tuple[Batch, Questions]:
    """`share` of the batch's questions stay spatial; each of the others gives way to an ordinary one."""
    spatial = np.zeros(ordinary.answer.size, bool)
    spatial[: round(share * spatial.size)] = True
    spatial = random.permutation(spatial).reshape(ordinary.answer.shape)
    kept = torch.from_numpy(spatial)
    answer = np.where(spatial, -1, ordinary.answer)
    return hide_questions(batch, kept), replace(ordinary, answer=answer)


def hide_questions(batch: Batch, kept: Tensor) -> Batch:
    """Makes the questions that aren't in `kept` [B, K] say nothing; nor does an image that has none left."""
    places = kept.repeat_interleave(2, dim=1)
    images = kept.any(dim=1)
    return replace(
        batch,
        relation=torch.where(kept, batch.relation, -1),
        centre=torch.where(places[..., None], batch.centre, torch.nan),
        visible=torch.where(places, batch.visible, torch.nan),
        named=torch.where(places, batch.named, NOBODY),
        gripper=batch.gripper & places,
        up=torch.where(images[:, None], batch.up, torch.nan),
        camera_height=torch.where(images, batch.camera_height, torch.nan),
    )
