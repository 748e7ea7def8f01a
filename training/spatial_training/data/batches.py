"""Endless shuffled batches over whatever compiled shards exist, as torch tensors."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .asking import ABSENT
from .compiling import newest_compilations
from .cover import COVERED_SHARE
from .light import pixel_values, vary_light
from .sample import CANVAS_SIZE, Sample, take_sample
from .shard import CACHED_SIZE, Shard, load_shard
from .view import plain_view, random_view

MOST_ABSENT = 3
ARTICLE_DROPPED, WORD_UNKNOWN = 0.15, 0.01


@dataclass
class Batch:
    """The fields of B samples, stacked, and the pixels ready for the network."""

    pixel_values: Tensor
    intrinsics: Tensor
    up: Tensor
    camera_height: Tensor
    tokens: Tensor
    relation: Tensor
    pixel: Tensor
    centre: Tensor
    size: Tensor
    visible: Tensor
    named: Tensor
    gripper: Tensor
    pairs: Tensor
    pair_truth: Tensor
    owner: Tensor
    kind: Tensor
    colour: Tensor
    shape: Tensor
    depth: Tensor


class Collection:
    """The newest compilation of every shard; `refresh` finds those that have been added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shards: dict[Path, Shard] = {}
        self.ends = np.zeros(0, np.int64)
        self.refresh()

    def refresh(self) -> None:
        found = newest_compilations(self.folder)
        self.shards = {p: self.shards[p] if p in self.shards else load_shard(p) for p in found}
        self.ends = np.cumsum([len(shard) for shard in self.shards.values()])

    def __len__(self) -> int:
        return int(self.ends[-1]) if len(self.ends) else 0

    def locate(self, index: int) -> tuple[Shard, int]:
        """The shard and row of an image's number."""
        which = int(np.searchsorted(self.ends, index, side="right"))
        shard = list(self.shards.values())[which]
        return shard, index - int(self.ends[which] - len(shard))


class Batches:
    """Draws from a `Collection` by a seeded generator.

    `articles` (token ids of "the", "a", "an") turn on augmentation of view, cover, light and words.
    """

    def __init__(
        self,
        collection: Collection,
        size: int,
        questions: int,
        seed: int,
        articles: np.ndarray | None = None,
    ) -> None:
        self.collection, self.size, self.questions = collection, size, questions
        self.articles = articles
        self.augment = articles is not None
        self.random = np.random.default_rng(seed)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            chosen = self.random.integers(0, len(self.collection), self.size)
            yield self.collate([self.sample(int(index)) for index in chosen])

    def sample(self, index: int) -> Sample:
        shard, row = self.collection.locate(index)
        view = (
            random_view(self.random, CACHED_SIZE, CANVAS_SIZE, bool(shard.mirrors[row]))
            if self.augment
            else plain_view(CACHED_SIZE, CANVAS_SIZE)
        )
        covered = self.augment and self.random.random() < COVERED_SHARE
        sample = take_sample(shard, row, view, self.choose_questions(shard, row), self.random, covered)
        if self.articles is None:
            return replace(sample, canvas=pixel_values(sample.canvas))
        return replace(
            sample,
            canvas=vary_light(sample.canvas, self.random),
            tokens=vary_words(sample.tokens, self.articles, self.random),
        )

    def choose_questions(self, shard: Shard, row: int) -> np.ndarray:
        """Row numbers of `questions` questions; in training those about absent things come first,
        since they are rare."""
        asked = np.arange(*shard.question_offsets[row : row + 2])
        asked = self.random.permutation(asked)
        if self.articles is not None:
            about_absent = (shard.asked[asked, 1:] == ABSENT).any(axis=1)
            some = asked[about_absent][:MOST_ABSENT]
            asked = np.concatenate([some, asked[~np.isin(asked, some)]])
        return np.resize(asked[: self.questions], self.questions)

    def collate(self, samples: list[Sample]) -> Batch:
        stacked = {
            field.name: torch.from_numpy(np.stack([getattr(s, field.name) for s in samples]))
            for field in fields(Sample)
        }
        pixels = stacked.pop("canvas").permute(0, 3, 1, 2)  # channels last, as the network runs
        return Batch(pixel_values=pixels, **stacked)


def vary_words(tokens: np.ndarray, articles: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Drops articles and hides a few words behind [UNK]: ids [Q, L] in, the same shape out."""
    ids = tokens.copy()
    hidden = (random.random(ids.shape) < WORD_UNKNOWN) & (ids > 1)
    ids[hidden] = 1
    dropped = np.isin(ids, articles) & (random.random(ids.shape) < ARTICLE_DROPPED)
    order = np.argsort(dropped, axis=1, kind="stable")
    ids[dropped] = 0
    return np.take_along_axis(ids, order, axis=1)
