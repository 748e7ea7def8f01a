"""Where a phrase points: a heat map over cells, its peak, and the features around the peak.

The map is a product of two opinions: which cells show the named thing (coarse, learnt from masks)
and where its centre is (fine, learnt from the projected centre).
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import NanoConfig
from .pyramid import CONTEXT_STRIDE, HEAT_STRIDE
from .rays import cell_centres
from .text import MASKED

RARE_LOG_ODDS = -3.0  # a cell seldom shows the named thing
WINDOW_CELLS = 2.5  # the peak is refined over five cells each way


@dataclass
class Pointed:
    """What a query found. M queries per image, N = rows * columns cells."""

    logits: Tensor  # [B, M, N]
    mask: Tensor  # [B, M, n] log odds that a context cell shows the named thing
    nothing: Tensor  # [B, M] logit of "no cell"
    pixel: Tensor  # [B, M, 2] (u, v) on the canvas
    features: Tensor  # [B, M, heat_channels + context_channels]


class Pointer(nn.Module):
    """Dot products of queries and features, sharpened around the highest cell."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.rows, self.columns = config.height // HEAT_STRIDE, config.width // HEAT_STRIDE
        self.scale = 1 / math.sqrt(config.heat_channels)
        self.nothing = nn.Linear(config.scene_channels, config.heat_channels)
        self.look = nn.Linear(config.text_channels, config.context_channels)
        nn.init.normal_(self.look.weight, std=0.05)
        self.look_scale = 1 / math.sqrt(config.context_channels)
        u, v = cell_centres(self.rows, self.columns, HEAT_STRIDE)
        self.register_buffer("u", u, persistent=False)
        self.register_buffer("v", v, persistent=False)

    def forward(
        self,
        encoded: tuple[Tensor, Tensor, Tensor],
        queries: Tensor,
        names: Tensor,
        hint: Tensor | None,
    ) -> Pointed:
        """`hint` [B, M, 2]: true pixels, NaN where unknown; a peak far from its hint is moved there,
        so that training reads the right features before pointing is learnt."""
        heat, context, scene = encoded
        mask = self.shown(context, names)
        logits = queries @ heat.flatten(2) * self.scale + self.enlarge(mask)
        nothing = (queries @ self.nothing(scene)[:, :, None]).squeeze(-1) * self.scale
        peak = logits.argmax(dim=-1)
        u, v = self.u[peak], self.v[peak]
        if hint is not None:
            reach = WINDOW_CELLS * HEAT_STRIDE
            astray = ((hint[..., 0] - u).abs() > reach) | ((hint[..., 1] - v).abs() > reach)
            u = torch.where(astray, hint[..., 0], u)
            v = torch.where(astray, hint[..., 1], v)
        weights = self.around(logits, u, v)
        pixel = torch.stack([weights @ self.u, weights @ self.v], dim=-1)
        return Pointed(logits, mask, nothing, pixel, self.gather(heat, context, weights))

    def axes(self) -> tuple[Tensor, Tensor]:
        """u of the map's columns, v of its rows."""
        return self.u[: self.columns], self.v[:: self.columns]

    def shown(self, context: Tensor, names: Tensor) -> Tensor:
        """Log odds per context cell that it shows the named thing: [B, M, n]."""
        looks = self.look(functional.relu(names))
        return looks @ context.flatten(2) * self.look_scale + RARE_LOG_ODDS

    def enlarge(self, mask: Tensor) -> Tensor:
        """Context cells to heat cells, [B, M, n] to [B, M, N]."""
        ratio = CONTEXT_STRIDE // HEAT_STRIDE
        cells = mask.unflatten(-1, (self.rows // ratio, self.columns // ratio))
        return functional.interpolate(cells, scale_factor=float(ratio), mode="nearest").flatten(2)

    def around(self, logits: Tensor, u: Tensor, v: Tensor) -> Tensor:
        """Softmax over the cells near (u, v) alone: [B, M, N]."""
        reach = WINDOW_CELLS * HEAT_STRIDE
        near = ((self.u - u[..., None]).abs() < reach) & ((self.v - v[..., None]).abs() < reach)
        return torch.softmax(torch.where(near, logits, MASKED), dim=-1)

    def gather(self, heat: Tensor, context: Tensor, weights: Tensor) -> Tensor:
        """Weighted means of both feature maps: [B, M, heat_channels + context_channels]."""
        ratio = CONTEXT_STRIDE // HEAT_STRIDE
        cells = weights.unflatten(-1, (self.rows, self.columns))
        coarse = functional.avg_pool2d(cells, ratio) * ratio**2
        fine = weights @ heat.flatten(2).transpose(1, 2)
        return torch.cat([fine, coarse.flatten(2) @ context.flatten(2).transpose(1, 2)], dim=-1)
