"""Nano as a reward model: it was trained elsewhere, and has no parameters of LeRobot's."""

import math
from pathlib import Path

import numpy as np
import torch
from lerobot.rewards.pretrained import PreTrainedRewardModel
from torch import Tensor

from .configuration_spatial_reward import SpatialRewardConfig
from .nano import Answer, Nano

PICTURES = "observation.image"
VALUE_AT_MARGIN = 0.1


def tolerance(x: float, lower: float, upper: float, margin: float) -> float:
    """1 between the bounds, a gaussian outside of them that falls to 0.1 at the margin, as dm_control's."""
    if lower <= x <= upper:
        return 1.0
    if margin == 0:
        return 0.0
    outside = (lower - x if x < lower else x - upper) / margin
    return VALUE_AT_MARGIN ** (outside**2)


class SpatialRewardRewardModel(PreTrainedRewardModel):
    """`compute_reward` is the potential of each frame by itself: no filter, no stages, no shaping."""

    config_class = SpatialRewardConfig
    name = "spatial_reward"

    def __init__(self, config: SpatialRewardConfig, **_: object) -> None:
        super().__init__(config)
        if not config.object:
            raise ValueError("object: the thing whose distance to the subject counts must be named")
        self.nano = Nano(Path(config.model_dir))
        # LeRobot saves and loads a model's tensors, and fails over a file that has none.
        self.register_buffer("version", torch.ones(1))

    def answers(self, batch: dict[str, Tensor]) -> list[Answer]:
        """Of every frame of the batch; pictures [batch, 3, height, width], 0..1 or bytes."""
        c = self.config
        return [self.nano.ask(picture, c.subject, c.object, c.fov_degrees) for picture in self._pictures(batch)]

    def compute_reward(self, batch: dict[str, Tensor]) -> Tensor:
        c = self.config
        rewards = [
            tolerance(each.metres, c.lower, c.upper, c.margin)
            if each.is_seen and math.isfinite(each.metres)
            else c.unknown_reward
            for each in self.answers(batch)
        ]
        return torch.tensor(rewards, dtype=torch.float32, device=self.version.device)

    def _pictures(self, batch: dict[str, Tensor]) -> list[np.ndarray]:
        keys = [key for key in batch if key.startswith(PICTURES)]
        key = self.config.image_key or (keys[0] if len(keys) == 1 else None)
        if key is None or key not in batch:
            raise ValueError(f"image_key must be one of {keys}; it is {self.config.image_key}")
        pictures = batch[key].detach().cpu()
        if pictures.is_floating_point():
            pictures = (pictures * 255).round().clamp(0, 255).to(torch.uint8)
        return list(np.ascontiguousarray(pictures.permute(0, 2, 3, 1).numpy()))
