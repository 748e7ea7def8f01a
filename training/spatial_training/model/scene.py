"""What the whole image says: up, the camera's height over the table, and the typical depth.

The table's plane gives every pixel a depth of its own, which two things share; errors in it
cancel in their distance as errors of two separate depths would not.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import NanoConfig
from .rays import log_focal

TYPICAL_DEPTH_M = 0.9
TYPICAL_CAMERA_HEIGHT_M = 0.5
SHALLOWEST_SLOPE = 0.12
GEOMETRY_CHANNELS = 5


@dataclass
class Scene:
    """Per image: up [B, 3], log camera height [B, 1], log typical depth [B, 1]."""

    up: Tensor
    log_height: Tensor
    log_depth: Tensor


class SceneHead(nn.Module):
    """Pooled coarsest features to a vector [B, scene_channels + 5]; the last five are geometry."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        coarsest = config.stage_channels[-1]
        self.mix = nn.Sequential(nn.Linear(coarsest + 1, 128), nn.ReLU())
        self.out = nn.Linear(128, config.scene_channels + GEOMETRY_CHANNELS)
        nn.init.normal_(self.out.weight, std=0.02)

    def forward(self, pooled: Tensor, intrinsics: Tensor) -> Tensor:
        return self.out(self.mix(torch.cat([pooled, log_focal(intrinsics)], dim=-1)))


def read_scene(scene: Tensor) -> Scene:
    """The geometry within the scene vector; starts as a camera that looks 45 degrees down."""
    raw = scene[:, -GEOMETRY_CHANNELS:]
    start = torch.tensor([0.0, -0.7, -0.7], dtype=raw.dtype, device=raw.device)
    up = functional.normalize(raw[:, 0:3] + start, dim=-1)
    return Scene(
        up=up,
        log_height=raw[:, 3:4] + math.log(TYPICAL_CAMERA_HEIGHT_M),
        log_depth=raw[:, 4:5] + math.log(TYPICAL_DEPTH_M),
    )


def log_plane_depth(scene: Scene, rays: Tensor) -> Tensor:
    """Log depth at which rays [B, M, 3] meet the table's plane: [B, M, 1]."""
    slope = -(rays * scene.up[:, None, :]).sum(dim=-1, keepdim=True)
    return scene.log_height[:, None, :] - torch.log(slope.clamp(min=SHALLOWEST_SLOPE))
