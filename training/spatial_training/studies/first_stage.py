"""The first stage: the encoder learns what each cell shows and how far it is, without a word of language."""

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..model import NanoConfig
from ..model.pyramid import CONTEXT_STRIDE, HEAT_STRIDE, Pyramid
from ..train.auxiliary import DenseHeads
from ..train.trainee import WEIGHTS
from .lessons import Lesson


class DenseTasks(nn.Module):
    """Kind, colour, shape and depth from both of the encoder's maps, so that both are of use when frozen."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.pyramid = Pyramid(config)
        self.dense = DenseHeads(config)
        self.dense_fine = DenseHeads(replace(config, context_channels=config.heat_channels))
        self.halved = False

    def forward(self, lesson: Lesson) -> Tensor:
        batch = lesson.batch
        with torch.autocast("cpu", torch.bfloat16, enabled=self.halved):
            heat, context, _ = self.pyramid(batch.pixel_values, batch.intrinsics)
        fine = functional.avg_pool2d(heat.float(), CONTEXT_STRIDE // HEAT_STRIDE)
        both = (self.dense(context.float(), batch), self.dense_fine(fine, batch))
        return torch.stack([WEIGHTS[name] * loss for losses in both for name, loss in losses.items()]).sum()
