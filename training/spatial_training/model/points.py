"""From a pointed-at place to a 3D point, a size, their variances, and whether it is there."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .config import NanoConfig
from .pointing import Pointed
from .rays import log_focal, rays_through
from .scene import log_plane_depth, read_scene

TYPICAL_SIZE_M = 0.07
OUTPUTS = {
    "offset": 2,
    "log_depth": 1,
    "plane_share": 1,
    "size": 3,
    "variance": 3,
    "size_variance": 3,
    "visible": 1,
}


@dataclass
class Things:
    """What is known of each pointed-at thing, [B, M, ...]."""

    pixel: Tensor  # 2, on the canvas
    point: Tensor  # 3, metres, optical frame
    log_depth: Tensor  # 1
    point_log_variance: Tensor  # 3, log m^2
    log_size: Tensor  # 3, of metres along camera axes
    size_log_variance: Tensor  # 3
    visible: Tensor  # logit
    hidden: Tensor  # the head's hidden state


class ThingHead(nn.Module):
    """Reads features at a place with the thing's name and the scene; `body` is evidence from all that shows it."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.depth_limits = tuple(math.log(limit) for limit in config.depth_range_m)
        inputs = config.heat_channels + config.context_channels + config.text_channels
        inputs += config.scene_channels + 10
        hidden = config.hidden_channels
        self.mix = nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.out = nn.Linear(hidden, sum(OUTPUTS.values()))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def forward(self, found: Pointed, names: Tensor, scene: Tensor, intrinsics: Tensor, body: Tensor) -> Things:
        geometry = read_scene(scene)
        plane = log_plane_depth(geometry, rays_through(found.pixel, intrinsics))
        base = geometry.log_depth[:, None, :].expand_as(plane)
        certainty = torch.logsumexp(found.logits, dim=-1) - found.nothing
        place = self.mix[0](self.inputs(found, names, scene, intrinsics, plane, base, certainty))
        hidden = self.mix[1:](place + body)
        out = dict(zip(OUTPUTS, self.out(hidden).split(tuple(OUTPUTS.values()), dim=-1), strict=True))
        share = torch.sigmoid(out["plane_share"])
        log_depth = base + share * (plane - base) + out["log_depth"]
        log_depth = log_depth.clamp(*self.depth_limits)
        pixel = found.pixel + 8.0 * out["offset"]
        return Things(
            pixel=pixel,
            point=rays_through(pixel, intrinsics) * torch.exp(log_depth),
            log_depth=log_depth,
            point_log_variance=2 * (log_depth.detach() - 3.0) + out["variance"].clamp(-6, 8),
            log_size=math.log(TYPICAL_SIZE_M) + out["size"].clamp(-4, 3),
            size_log_variance=out["size_variance"].clamp(-8, 3) - 2.0,
            visible=out["visible"].squeeze(-1) + certainty,
            hidden=hidden,
        )

    def inputs(
        self,
        found: Pointed,
        names: Tensor,
        scene: Tensor,
        intrinsics: Tensor,
        plane: Tensor,
        base: Tensor,
        certainty: Tensor,
    ) -> Tensor:
        """All evidence about a place, side by side."""
        count = names.shape[1]
        ray = rays_through(found.pixel, intrinsics)[..., :2]
        whole = torch.cat([scene, log_focal(intrinsics)], dim=-1)
        whole = whole[:, None, :].expand(-1, count, -1)
        return torch.cat([found.features, names, whole, ray, plane - base, 0.1 * certainty[..., None]], dim=-1)
