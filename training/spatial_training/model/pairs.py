"""The pair head: what two things say together that their separate points don't.

It corrects the lifted distance, which errs long when the things are near each other, and
answers what centres can't: the gap between surfaces, touching, inside, on.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import NanoConfig
from .points import Things

SMALLEST_DISTANCE_M = 0.005
GEOMETRY_CHANNELS = 23


@dataclass
class Pairs:
    """What is known of each (subject, object), [B, P] and predicates [B, P, 3]."""

    log_distance: Tensor
    distance_log_variance: Tensor
    gap: Tensor
    gap_log_variance: Tensor
    predicates: Tensor


class PairHead(nn.Module):
    """Reads two `Things` of the same length, [B, P, ...] each."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        hidden = config.hidden_channels
        self.summary = nn.Linear(hidden, 64)
        self.mix = nn.Sequential(nn.Linear(2 * 64 + GEOMETRY_CHANNELS, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU())
        self.out = nn.Linear(128, 5 + len(config.predicates))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def forward(self, a: Things, b: Things) -> Pairs:
        lifted, lateral = log_lengths(a.point - b.point)
        geometry = pair_geometry(a, b, lifted, lateral)
        states = [functional.relu(self.summary(thing.hidden)) for thing in (a, b)]
        out = self.out(self.mix(torch.cat([*states, geometry], dim=-1)))
        share = torch.sigmoid(out[..., 0] + 2.0)
        log_distance = lateral + share * (lifted - lateral) + out[..., 1]
        apart = torch.exp(log_distance) - mean_radius(a) - mean_radius(b)
        return Pairs(
            log_distance=log_distance,
            distance_log_variance=out[..., 2].clamp(-6, 5) - 2.0,
            gap=functional.softplus(30 * apart + out[..., 3]) / 30,
            gap_log_variance=out[..., 4].clamp(-6, 6) - 6.0,
            predicates=out[..., 5:],
        )


def log_lengths(difference: Tensor) -> tuple[Tensor, Tensor]:
    """Log lengths of [..., 3] with and without the depth component, [...] each."""
    square = difference.square()
    floor = SMALLEST_DISTANCE_M**2
    lateral = square[..., :2].sum(dim=-1) + floor
    return 0.5 * torch.log(lateral + square[..., 2]), 0.5 * torch.log(lateral)


def mean_radius(thing: Things) -> Tensor:
    return 0.5 * torch.exp(thing.log_size).mean(dim=-1)


def pair_geometry(a: Things, b: Things, lifted: Tensor, lateral: Tensor) -> Tensor:
    """Positions, sizes and doubts of both things relative to each other: [B, P, 23]."""
    reach = torch.exp(lifted)[..., None]
    return torch.cat(
        [
            (a.point - b.point) / reach,
            torch.stack([lifted, lateral], dim=-1),
            (a.pixel - b.pixel) / 48.0,
            a.log_depth,
            b.log_depth,
            a.log_size + 2.5,
            b.log_size + 2.5,
            a.point_log_variance / 4 + 2,
            b.point_log_variance / 4 + 2,
            0.1 * a.visible[..., None],
            0.1 * b.visible[..., None],
        ],
        dim=-1,
    )
