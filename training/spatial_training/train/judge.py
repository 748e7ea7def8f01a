"""A quick look at a network on held-out images during training."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import Tensor

from ..data.batches import Batch
from ..model.nano import take
from .losses import NEAREST_M, filled, rows
from .trainee import Trainee


@torch.no_grad()
def judge(trainee: Trainee, batches: Iterator[Batch], count: int) -> dict[str, float]:
    """Median relative distance error of seen pairs, that of always saying the median, pointing
    error in canvas pixels, mean log-depth error, and accuracy of relation and visibility."""
    trainee.eval()
    parts = [judge_batch(trainee, batch) for batch in islice(batches, count)]
    trainee.train()
    seen = {name: torch.cat([part[name] for part in parts]) for name in parts[0]}
    truth = seen["truth"]
    constant = truth.log().median().exp()
    return {
        "median_relative": float(((seen["distance"] - truth).abs() / truth).median()),
        "constant_median_relative": float(((constant - truth).abs() / truth).median()),
        "pixel": float(seen["pixel"].median()),
        "log_depth": float(seen["depth"].mean()),
        "relation": float(seen["relation"].mean()),
        "visible": float(seen["visible"].mean()),
    }


def judge_batch(trainee: Trainee, batch: Batch) -> dict[str, Tensor]:
    nano = trainee.nano
    relation, queries, names = trainee.read(batch)
    _, things = nano.point(nano.vision(batch.pixel_values, batch.intrinsics), batch.intrinsics, queries, names)
    first, second = batch.pairs[..., 0], batch.pairs[..., 1]
    pairs = nano.pairs(take(things, first), take(things, second))
    there = batch.visible == 1
    centre = filled(batch.centre)
    truth = (rows(centre, first) - rows(centre, second)).norm(dim=-1)
    kept = there.gather(1, first) & there.gather(1, second) & (truth > NEAREST_M)
    target, asked = batch.relation.flatten(), batch.visible.isfinite()
    return {
        "distance": pairs.log_distance[kept].exp(),
        "truth": truth[kept],
        "pixel": (things.pixel - batch.pixel).norm(dim=-1)[there],
        "depth": (things.log_depth[..., 0] - torch.log(centre[..., 2])).abs()[there],
        "relation": (relation.argmax(dim=-1) == target)[target >= 0].float(),
        "visible": ((things.visible > 0) == there)[asked].float(),
    }
