"""The networks of the second stage: both take a lesson and return its loss, and answer about pairs."""

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..data.batches import Batch
from ..model import NanoConfig
from ..train.auxiliary import mean_where
from ..train.losses import NEAREST_M, filled, rows
from ..train.trainee import WEIGHTS, Trainee
from .catalogue import Variant
from .lessons import Lesson, pair_distances
from .reader import Reader, head

DENSE = ("kind", "colour", "shape", "dense_depth")  # the first stage's
TOLD_ALONE = ("heat", "mask", "mask_among", "visible", "relation", "pixel", "distance")  # of metres, distances alone
ORDINARY_WEIGHT = 3.0
TYPICAL_LOG_DISTANCE = -1.5  # of metres


class Learner(nn.Module):
    """What both have: a `Trainee`'s encoder and text, the encoder frozen where the variant says so."""

    def __init__(self, config: NanoConfig, variant: Variant) -> None:
        super().__init__()
        self.trainee = Trainee(config)
        self.frozen = variant.frozen
        self.pyramid.requires_grad_(not self.frozen)

    @property
    def pyramid(self) -> nn.Module:
        return self.trainee.nano.vision.pyramid

    def train(self, mode: bool = True) -> "Learner":
        """A frozen encoder's normalisation stays as it is, too; an examination gives no hints."""
        super().train(mode)
        self.trainee.hinted_share = float(mode)
        if self.frozen:
            self.pyramid.eval()
        return self

    def answer(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Log metres, and how far right of the other the first thing is (its sign counts): [B, P] each."""
        raise NotImplementedError


class Grounded(Learner):
    """nano itself; with a head for ordinary questions where some are asked."""

    def __init__(self, config: NanoConfig, variant: Variant, answers: int) -> None:
        super().__init__(config, variant)
        self.told_alone = variant.noise is not None
        self.reader = Reader(config) if variant.spatial_share < 1 else None
        if self.reader is not None:
            self.ordinary = head(self.reader.width, config.hidden_channels, answers)

    def forward(self, lesson: Lesson) -> Tensor:
        said = self.trainee.say(lesson.batch)
        losses = self.trainee.losses(said, lesson.batch)
        if lesson.told is not None:
            losses["distance"] = told_loss(said.pairs.log_distance, lesson.told, lesson.batch)
        kept = [n for n in WEIGHTS if (n in TOLD_ALONE if self.told_alone else n not in DENSE)]
        spatial = torch.stack([WEIGHTS[name] * losses[name] for name in kept]).sum()
        if lesson.ordinary is None:
            return spatial
        seen = (said.context, said.scene)
        logits = self.read_answers(seen, lesson.batch, torch.from_numpy(lesson.ordinary.tokens))
        target = torch.from_numpy(lesson.ordinary.answer).flatten()
        known = (target >= 0).sum().clamp(min=1)
        ordinary = functional.cross_entropy(logits.flatten(0, 1), target, ignore_index=-1, reduction="sum") / known
        return lesson.spatial_share * spatial + (1 - lesson.spatial_share) * ORDINARY_WEIGHT * ordinary

    def answer(self, batch: Batch) -> tuple[Tensor, Tensor]:
        said = self.trainee.say(batch)
        return said.pairs.log_distance, said.a.point[..., 0] - said.b.point[..., 0]

    def answer_ordinary(self, batch: Batch, tokens: Tensor) -> Tensor:
        """Logits [B, K, answers] of questions given as tokens [B, K, L]."""
        return self.read_answers(self.trainee.encode(batch)[1:], batch, tokens)

    def read_answers(self, seen: tuple[Tensor, Tensor], batch: Batch, tokens: Tensor) -> Tensor:
        context, scene = seen
        _, _, names = self.trainee.read(replace(batch, tokens=tokens))
        scene = scene[:, : self.trainee.nano.config.scene_channels]
        return self.ordinary(self.reader(names[:, 0::2], context, scene, batch.intrinsics))


class Ungrounded(Learner):
    """The plain model: two names look at the picture, a perceptron says how far apart they are.

    Of its `Trainee` it uses the encoder and the text; pointing and lifting stay unused.
    """

    def __init__(self, config: NanoConfig, variant: Variant) -> None:
        super().__init__(config, variant)
        self.reader = Reader(config)
        self.pair = head(2 * self.reader.width, config.hidden_channels, 2)

    def forward(self, lesson: Lesson) -> Tensor:
        batch = lesson.batch
        log_distance, right = self.answer(batch)
        told = pair_distances(batch) if lesson.told is None else lesson.told
        first, second = (rows(batch.centre, batch.pairs[..., i])[..., 0] for i in (0, 1))
        side = functional.binary_cross_entropy_with_logits(right, (first > second).float(), reduction="none")
        distance = told_loss(log_distance, told, batch)
        return WEIGHTS["distance"] * distance + mean_where(side, seen_pairs(batch))

    def answer(self, batch: Batch) -> tuple[Tensor, Tensor]:
        _, context, scene = self.trainee.encode(batch)
        _, _, names = self.trainee.read(batch)
        scene = scene[:, : self.trainee.nano.config.scene_channels]
        places = self.reader(names, context, scene, batch.intrinsics)
        log_metres, right = self.pair(torch.cat([rows(places, batch.pairs[..., i]) for i in (0, 1)], dim=-1)).unbind(-1)
        return log_metres + TYPICAL_LOG_DISTANCE, right


def seen_pairs(batch: Batch) -> Tensor:
    """[B, P] whether both are in sight, and are two."""
    seen = batch.visible == 1
    there = seen.gather(1, batch.pairs[..., 0]) & seen.gather(1, batch.pairs[..., 1])
    return there & (pair_distances(batch) > 0)


def told_loss(log_distance: Tensor, told: Tensor, batch: Batch) -> Tensor:
    """Absolute error of the log distance against what was told."""
    target = torch.log(filled(told).clamp(min=NEAREST_M))
    return mean_where((log_distance - target).abs(), seen_pairs(batch))


def make_learner(config: NanoConfig, variant: Variant, answers: int) -> Learner:
    return Grounded(config, variant, answers) if variant.grounded else Ungrounded(config, variant)
