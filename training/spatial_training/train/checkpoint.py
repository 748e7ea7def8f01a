"""What a run needs to go on after a kill: weights, their running mean, the optimiser, the clock."""

import os
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from ..model import NanoConfig
from .optimiser import Optimiser

CHECKPOINT = "checkpoint.pt"
WEIGHTS = "weights.pt"
MEAN_DECAY = 0.98  # per meeting of the ranks


@dataclass
class Clock:
    """How far a run has come; `seconds` counts training alone, over all its sittings."""

    steps: int = 0
    samples: int = 0
    seconds: float = 0.0


class MeanWeights:
    """Exponential moving average of a module's weights and buffers."""

    def __init__(self, module: nn.Module) -> None:
        self.values = {name: v.detach().clone() for name, v in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, steps: int) -> None:
        """A short memory at first, so that early means aren't the initial weights."""
        decay = min(MEAN_DECAY, (1 + steps) / (10 + steps))
        for name, value in module.state_dict().items():
            mean = self.values[name]
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)


def save_checkpoint(
    folder: Path,
    config: NanoConfig,
    module: nn.Module,
    mean: MeanWeights,
    optimiser: Optimiser | torch.optim.Optimizer,
    clock: Clock,
) -> None:
    """Replaces FOLDER/checkpoint.pt at once, so that a kill leaves the old or the new one."""
    draft = folder / f"{CHECKPOINT}.draft"
    torch.save(
        {
            "config": config.to_json(),
            "weights": module.state_dict(),
            "mean": mean.values,
            "optimiser": optimiser.state_dict(),
            "clock": vars(clock),
        },
        draft,
    )
    os.replace(draft, folder / CHECKPOINT)


def load_checkpoint(folder: Path) -> dict:
    """Raises FileNotFoundError where the run has none."""
    path = folder / CHECKPOINT
    if not path.exists():
        raise FileNotFoundError(f"no checkpoint at {path}")
    return torch.load(path, map_location="cpu", weights_only=True)


def save_weights(folder: Path, mean: dict[str, Tensor]) -> None:
    """FOLDER/weights.pt: the running mean in half precision, enough for another run to start from."""
    folder.mkdir(parents=True, exist_ok=True)
    halved = {name: value.half() if value.is_floating_point() else value for name, value in mean.items()}
    torch.save(halved, folder / WEIGHTS)


def load_weights(folder: Path) -> dict[str, Tensor]:
    """As saved, in single precision. Raises FileNotFoundError where the folder has none."""
    saved = torch.load(folder / WEIGHTS, map_location="cpu", weights_only=True)
    return {name: value.float() if value.is_floating_point() else value for name, value in saved.items()}
