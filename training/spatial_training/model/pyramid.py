"""The image tower: a convolutional pyramid whose finest output has stride 4."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import NanoConfig
from .rays import ray_map

RAY_CHANNELS = 3
HEAT_STRIDE = 4
CONTEXT_STRIDE = 8


def convolution(inputs: int, outputs: int, stride: int = 1, size: int = 3) -> nn.Sequential:
    """Convolution, batch normalisation (folded at export), ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class Residual(nn.Module):
    """Two 3x3 convolutions around a skip."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = convolution(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(x + self.second(self.first(x)))


class Stage(nn.Module):
    """Halving convolution, then residual blocks."""

    def __init__(self, inputs: int, outputs: int, blocks: int) -> None:
        super().__init__()
        self.enter = convolution(inputs, outputs, 2)
        self.blocks = nn.Sequential(*(Residual(outputs) for _ in range(blocks)))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(self.enter(x))


class Pyramid(nn.Module):
    """Image [B, 3, H, W] and intrinsics [B, 4] to

    - heat features [B, heat_channels, H/4, W/4],
    - context features [B, context_channels, H/8, W/8],
    - the coarsest features, pooled over the image [B, stage_channels[-1]].
    """

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.stem = convolution(3, config.stem_channels, 2)
        fine, middle, coarse, coarsest = config.stage_channels
        inputs = (config.stem_channels, *(c + RAY_CHANNELS for c in (fine, middle, coarse)))
        self.stages = nn.ModuleList(
            Stage(inputs[i], config.stage_channels[i], blocks) for i, blocks in enumerate(config.stage_blocks)
        )
        context = config.context_channels
        self.from_coarsest = nn.Conv2d(coarsest, context, 1)
        self.from_coarse = nn.Conv2d(coarse, context, 1)
        self.from_middle = nn.Conv2d(middle, context, 1)
        self.mix = convolution(context, context)
        self.from_context = nn.Conv2d(context, config.heat_channels, 1)
        self.from_fine = nn.Conv2d(fine, config.heat_channels, 1)
        self.heat = nn.Conv2d(config.heat_channels, config.heat_channels, 3, 1, 1)

    def forward(self, image: Tensor, intrinsics: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.stages[0](self.stem(image))
        levels = [x]
        for i, stage in enumerate(self.stages[1:]):
            rays = ray_map(intrinsics, x.shape[2], x.shape[3], HEAT_STRIDE * 2**i)
            x = stage(torch.cat([x, rays.to(x.dtype)], dim=1))
            levels.append(x)
        fine, middle, coarse, coarsest = levels
        x = enlarge(self.from_coarsest(coarsest), coarse) + self.from_coarse(coarse)
        context = self.mix(enlarge(x, middle) + self.from_middle(middle))
        lifted = enlarge(self.from_context(context), fine)
        heat = self.heat(functional.relu(lifted + self.from_fine(fine)))
        return heat, context, coarsest.mean(dim=(2, 3))


def enlarge(x: Tensor, like: Tensor) -> Tensor:
    """Nearest-neighbour doubling, cut to the size of `like` where that is odd."""
    rows, columns = like.shape[2:]
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")[:, :, :rows, :columns]
