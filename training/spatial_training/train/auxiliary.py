"""Dense side tasks on the context features; used in training only."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..data.batches import Batch
from ..model import NanoConfig

KIND_WEIGHTS = (1.0, 3.0, 5.0)  # background, thing, gripper: the rarer, the heavier
KINDS = len(KIND_WEIGHTS)


class DenseHeads(nn.Module):
    """What a cell shows, its colour and shape, and the depth of its surface."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        channels = config.context_channels
        self.parts = (KINDS, max(1, len(config.colours)), max(1, len(config.shapes)), 1)
        self.out = nn.Conv2d(channels, sum(self.parts), 1)

    def forward(self, context: Tensor, batch: Batch) -> dict[str, Tensor]:
        kind, colour, shape, depth = self.out(context).split(self.parts, dim=1)
        known = batch.depth.isfinite()
        log_depth = torch.log(torch.where(known, batch.depth, 1.0))
        return {
            "kind": known_cross_entropy(kind, batch.kind, KIND_WEIGHTS),
            "colour": known_cross_entropy(colour, batch.colour),
            "shape": known_cross_entropy(shape, batch.shape),
            "dense_depth": mean_where((depth[:, 0] - log_depth).abs(), known),
        }


def known_cross_entropy(logits: Tensor, target: Tensor, weights: tuple[float, ...] = ()) -> Tensor:
    """Cross-entropy where the class is known (not -1), classes weighted; 0 when none is."""
    losses = functional.cross_entropy(logits, target, ignore_index=-1, reduction="none")
    known = target >= 0
    weight = logits.new_tensor(weights)[target.clamp(min=0)] if weights else None
    return mean_where(losses, known, weight)


def mean_where(values: Tensor, mask: Tensor, weight: Tensor | None = None) -> Tensor:
    """Weighted mean of `values` where `mask` holds, 0 where it never does; the rest must be finite.

    A mask of one component per row sums the components of that row.
    """
    kept = mask.to(values.dtype)
    if weight is not None:
        kept = kept * weight
    return torch.where(mask, values * kept, 0.0).sum() / kept.sum().clamp(min=1)
