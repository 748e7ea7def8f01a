"""Answers without pointing: a name looks at the whole picture, and learns from answers alone where to."""

import torch
from torch import Tensor, nn

from ..model import NanoConfig
from ..model.pyramid import CONTEXT_STRIDE
from ..model.rays import log_focal, ray_map

RAYS = 3


class Reader(nn.Module):
    """names [B, M, text_channels] attend over context cells and their rays: [B, M, width]."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        channels, cells = config.text_channels, config.context_channels + RAYS
        self.cells = nn.Linear(cells, channels)
        self.attention = nn.MultiheadAttention(channels, config.text_heads, batch_first=True)
        self.width = 2 * channels + config.scene_channels + 1

    def forward(self, names: Tensor, context: Tensor, scene: Tensor, intrinsics: Tensor) -> Tensor:
        rays = ray_map(intrinsics, *context.shape[2:], CONTEXT_STRIDE)
        cells = self.cells(torch.cat([context, rays], dim=1).flatten(2).transpose(1, 2))
        seen, _ = self.attention(names, cells, cells, need_weights=False)
        whole = torch.cat([scene, log_focal(intrinsics)], dim=-1)[:, None].expand(-1, names.shape[1], -1)
        return torch.cat([seen, names, whole], dim=-1)


def head(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    """A perceptron of three layers."""
    mix = (nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
    return nn.Sequential(*mix, nn.Linear(hidden, outputs))
