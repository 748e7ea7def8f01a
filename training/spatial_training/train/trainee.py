"""The network with its side tasks: a batch in, one weighted loss and its parts out."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..data.batches import Batch
from ..model import NanoConfig, SpatialNano
from ..model.nano import take
from ..model.pairs import Pairs
from ..model.pointing import Pointed
from ..model.points import Things
from ..model.scene import read_scene
from .auxiliary import DenseHeads
from .losses import (
    clamp_pixels,
    heat_loss,
    mask_losses,
    pair_losses,
    place_weights,
    scene_losses,
    thing_losses,
    visible_loss,
)

WEIGHTS = {
    "heat": 1.0,
    "mask": 5.0,
    "mask_among": 0.8,
    "visible": 0.6,
    "relation": 0.2,
    "pixel": 0.5,
    "depth": 2.0,
    "size": 0.5,
    "point_variance": 0.03,
    "size_variance": 0.03,
    "distance": 2.0,
    "relative": 2.0,
    "depth_ratio": 3.0,
    "gap": 3.0,
    "predicates": 0.3,
    "distance_variance": 0.1,
    "gap_variance": 0.03,
    "up": 2.0,
    "height": 0.5,
    "scale": 0.5,
    "kind": 2.0,
    "colour": 0.4,
    "shape": 0.4,
    "dense_depth": 0.5,
}


@dataclass
class Said:
    """What the network says about a batch, on the way to its losses."""

    scene: Tensor
    context: Tensor
    relation: Tensor  # logits [B * K, R]
    inside: Tensor  # [B, M, 2] true pixels, moved onto the canvas
    found: Pointed
    things: Things
    a: Things  # of each pair
    b: Things
    pairs: Pairs


class Trainee(nn.Module):
    """Forward returns every loss of `WEIGHTS`, unweighted, and their weighted "total"."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.nano = SpatialNano(config)
        self.dense = DenseHeads(config)
        self.hinted_share = 1.0
        self.halved = False

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        losses = self.losses(self.say(batch), batch)
        losses["total"] = torch.stack([w * losses[name] for name, w in WEIGHTS.items()]).sum()
        return losses

    def say(self, batch: Batch) -> Said:
        """Points at all places of a batch, some of them hinted at, and judges its pairs."""
        encoded = self.encode(batch)
        relation, queries, names = self.read(batch)
        height, width = batch.pixel_values.shape[2:]
        inside = clamp_pixels(batch.pixel, width, height, 0.0)
        hint = self.hint(inside, batch.visible)
        found, things = self.nano.point(encoded, batch.intrinsics, queries, names, hint)
        a, b = take(things, batch.pairs[..., 0]), take(things, batch.pairs[..., 1])
        return Said(encoded[2], encoded[1], relation, inside, found, things, a, b, self.nano.pairs(a, b))

    def losses(self, said: Said, batch: Batch) -> dict[str, Tensor]:
        axes, weights = self.nano.pointer.axes(), place_weights(batch)
        return {
            "heat": heat_loss(said.found, axes, said.inside, batch.visible, weights),
            **mask_losses(said.found.mask, batch),
            "visible": visible_loss(said.things.visible, batch.visible),
            "relation": relation_loss(said.relation, batch.relation),
            **thing_losses(said.things, batch),
            **pair_losses(said.pairs, said.a, said.b, batch),
            **scene_losses(read_scene(said.scene), batch),
            **self.dense(said.context, batch),
        }

    def encode(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """What `vision` says; convolutions in half precision where `halved`, geometry never."""
        with self.precision():
            heat, context, pooled = self.nano.vision.pyramid(batch.pixel_values, batch.intrinsics)
        scene = self.nano.vision.scene(pooled.float(), batch.intrinsics)
        return heat.float(), context.float(), scene

    def precision(self) -> torch.autocast:
        return torch.autocast("cpu", torch.bfloat16, enabled=self.halved)

    def hint(self, pixel: Tensor, visible: Tensor) -> Tensor:
        """True pixels [B, M, 2] of seen things in `hinted_share` of the pictures, NaN elsewhere."""
        hinted = torch.rand(len(visible), 1) < self.hinted_share
        return torch.where(((visible == 1) & hinted)[..., None], pixel, torch.nan)

    def read(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Relation logits [B * K, R]; queries and names [B, M, C]."""
        count, questions = batch.tokens.shape[:2]
        ids = batch.tokens.flatten(0, 1).long()
        ids = ids[:, : max(1, int((ids > 0).sum(dim=1).max()))]
        with self.precision():
            relation, queries, names = self.nano.text(ids, ids > 0)
        places = (count, 2 * questions, -1)
        return relation.float(), queries.float().reshape(places), names.float().reshape(places)


def relation_loss(logits: Tensor, relation: Tensor) -> Tensor:
    """Cross-entropy over questions whose relation is known; 0 when none is."""
    target = relation.flatten().long()
    known = (target >= 0).sum().clamp(min=1)
    return functional.cross_entropy(logits, target, ignore_index=-1, reduction="sum") / known
