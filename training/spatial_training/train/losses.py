"""Losses of pointing, lifting and pairing. Means are fitted by absolute errors, which suit the
median relative error; variances by likelihood with the means held fixed.

Unknown truth is NaN in a batch; it is filled before use, since a masked NaN still spoils gradients.
"""

import torch
from torch import Tensor
from torch.nn import functional

from ..data.asking import NOBODY
from ..data.batches import Batch
from ..data.targets import UNKNOWN
from ..model.pairs import Pairs
from ..model.pointing import Pointed
from ..model.points import Things
from ..model.pyramid import HEAT_STRIDE
from ..model.scene import Scene
from .auxiliary import mean_where

HEAT_DEVIATION_CELLS = 0.9
FARTHEST_OUTSIDE_PIXELS = 40.0
ASTRAY_CELLS = 6.0  # an offset can't mend a peak that is farther off, and isn't asked to
NEAREST_M = 0.01
GRIPPER_WEIGHT = 3.0  # every reward needs the gripper, and its tool centre point shows least
DISTANCE_SOFTENING_M = 0.05


def place_weights(batch: Batch) -> Tensor:
    """How much each place [B, M] counts."""
    return torch.where(batch.gripper, GRIPPER_WEIGHT, 1.0)


def heat_loss(
    found: Pointed, axes: tuple[Tensor, Tensor], pixel: Tensor, visible: Tensor, weight: Tensor | None = None
) -> Tensor:
    """Cross-entropy of the heat map with a gaussian at `pixel` [B, M, 2], or with "nothing".

    `axes` are the u of the map's columns and the v of its rows.
    """
    across, down = (gaussian(axis, pixel[..., i]) for i, axis in enumerate(axes))
    seen = (down[..., :, None] * across[..., None, :]).flatten(2)
    scores = torch.log_softmax(torch.cat([found.logits, found.nothing[..., None]], -1), dim=-1)
    there, gone = -(seen * scores[..., :-1]).sum(dim=-1), -scores[..., -1]
    return mean_where(there, visible == 1, weight) + 0.5 * mean_where(gone, visible == 0)


def gaussian(axis: Tensor, centre: Tensor) -> Tensor:
    """Shares of the cells along an axis [n] for centres [B, M] in pixels: [B, M, n]."""
    width = 2 * (HEAT_DEVIATION_CELLS * HEAT_STRIDE) ** 2
    return torch.softmax(-(axis - centre[..., None]).square() / width, dim=-1)


def mask_losses(mask: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Which cells show the named thing: each cell by itself, and all cells against each other."""
    owner = batch.owner.flatten(1)[:, None]
    shown = owner == batch.named[..., None] + 1
    shown = shown & (batch.named >= 0)[..., None]
    judged = (owner != UNKNOWN) & (batch.named > NOBODY)[..., None]
    each = functional.binary_cross_entropy_with_logits(mask, shown.float(), reduction="none")
    share = shown / shown.sum(dim=-1, keepdim=True).clamp(min=1)
    among = -(share * torch.log_softmax(mask, dim=-1)).sum(dim=-1)
    return {
        "mask": mean_where(each, judged),
        "mask_among": mean_where(among, shown.any(dim=-1), place_weights(batch)),
    }


def visible_loss(logit: Tensor, visible: Tensor) -> Tensor:
    """Seen and absent things count the same however many there are of each."""
    seen = mean_where(functional.softplus(-logit), visible == 1)
    return 0.5 * (seen + mean_where(functional.softplus(logit), visible == 0))


def thing_losses(things: Things, batch: Batch) -> dict[str, Tensor]:
    """Pixel, depth, size and their variances, over places that show what was named."""
    seen, weight = batch.visible == 1, place_weights(batch)[..., None]
    width, height = batch.pixel_values.shape[3], batch.pixel_values.shape[2]
    centre, true_size = filled(batch.centre), filled(batch.size)
    pixel = clamp_pixels(batch.pixel, width, height, FARTHEST_OUTSIDE_PIXELS)
    log_depth, log_size = torch.log(centre[..., 2:]), torch.log(true_size)
    off = (things.pixel - pixel).abs() / HEAT_STRIDE
    point_error = things.point.detach() - centre
    size_error = things.log_size.detach() - log_size
    return {
        "pixel": mean_where(off.clamp(max=ASTRAY_CELLS), seen[..., None], weight),
        "depth": mean_where((things.log_depth - log_depth).abs(), seen[..., None], weight),
        "size": mean_where((things.log_size - log_size).abs(), seen[..., None]),
        "point_variance": likelihood(point_error, things.point_log_variance, seen[..., None]),
        "size_variance": likelihood(size_error, things.size_log_variance, seen[..., None]),
    }


def pair_losses(pairs: Pairs, a: Things, b: Things, batch: Batch) -> dict[str, Tensor]:
    """Distance, relative position, gap and predicates of pairs of different, seen things."""
    first, second = batch.pairs[..., 0], batch.pairs[..., 1]
    weight = torch.maximum(place_weights(batch).gather(1, first), place_weights(batch).gather(1, second))
    seen = (batch.visible == 1).gather(1, first) & (batch.visible == 1).gather(1, second)
    centre = filled(batch.centre)
    difference = rows(centre, first) - rows(centre, second)
    distance = difference.norm(dim=-1)
    seen = seen & (distance > 0)
    log_distance = torch.log(distance.clamp(min=NEAREST_M))
    relative = (a.point - b.point - difference).abs() / (distance + DISTANCE_SOFTENING_M)[..., None]
    log_ratio = torch.log(rows(centre, first)[..., 2:] / rows(centre, second)[..., 2:])
    gap, holds = batch.pair_truth[..., 0], batch.pair_truth[..., 1:]
    measured, judged = seen & gap.isfinite(), seen[..., None] & holds.isfinite()
    gap, holds = filled(gap), filled(holds)
    predicates = functional.binary_cross_entropy_with_logits(pairs.predicates, holds, reduction="none")
    return {
        "distance": mean_where((pairs.log_distance - log_distance).abs(), seen, weight),
        "relative": mean_where(relative, seen[..., None], weight[..., None]),
        "depth_ratio": mean_where((a.log_depth - b.log_depth - log_ratio).abs(), seen[..., None]),
        "gap": mean_where((pairs.gap - gap).abs(), measured),
        "predicates": mean_where(predicates, judged),
        "distance_variance": likelihood(pairs.log_distance.detach() - log_distance, pairs.distance_log_variance, seen),
        "gap_variance": likelihood(pairs.gap.detach() - gap, pairs.gap_log_variance, measured),
    }


def scene_losses(scene: Scene, batch: Batch) -> dict[str, Tensor]:
    """Up, the camera's height and the mean depth of what was asked about."""
    depth = torch.nanmean(torch.log(batch.centre[..., 2]), dim=1, keepdim=True)
    height = torch.log(batch.camera_height)[:, None]
    upright = 1 - (scene.up * filled(batch.up)).sum(dim=-1)
    return {
        "up": mean_where(upright, batch.up.isfinite().all(dim=-1)),
        "height": mean_where((scene.log_height - filled(height)).abs(), height.isfinite()),
        "scale": mean_where((scene.log_depth - filled(depth)).abs(), depth.isfinite()),
    }


def likelihood(error: Tensor, log_variance: Tensor, mask: Tensor) -> Tensor:
    """Gaussian negative log-likelihood without its constant."""
    return mean_where(0.5 * (error.square() * torch.exp(-log_variance) + log_variance), mask)


def clamp_pixels(pixel: Tensor, width: int, height: int, margin: float) -> Tensor:
    low, high = pixel.new_tensor([-margin] * 2), pixel.new_tensor([width + margin, height + margin])
    return torch.minimum(torch.maximum(filled(pixel), low), high)


def filled(values: Tensor) -> Tensor:
    """NaN and infinities replaced by a harmless 1."""
    return torch.nan_to_num(values, nan=1.0, posinf=1.0, neginf=1.0)


def rows(values: Tensor, index: Tensor) -> Tensor:
    """values [B, M, C] at index [B, P]."""
    return values.gather(1, index[..., None].expand(-1, -1, values.shape[-1]))
