"""Muon for the matrices inside the network, AdamW for all else.

Muon (Jordan 2024) orthogonalises a matrix's step, so that rare directions are learnt as fast as
common ones; a convolution is the matrix [outputs, inputs * rows * columns]. Embeddings, biases,
norms and the layers at either end, whose directions mean something, stay with AdamW.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

WEIGHT_DECAY = 0.02
ENDS = ("words", "places", "stem", "out", "slots", "relation", "dense")


@dataclass(frozen=True)
class Matrix:
    """A weight and the same memory seen as rows; a step on `rows` is a step on `weight`."""

    weight: nn.Parameter
    rows: nn.Parameter

    def hand_over(self) -> None:
        """The weight's gradient becomes the rows'."""
        self.rows.grad = None if self.weight.grad is None else as_rows(self.weight.grad)


class Optimiser:
    """Both, behind the few calls a training loop makes."""

    def __init__(self, module: nn.Module) -> None:
        named = dict(module.named_parameters())
        inner = {name: p for name, p in named.items() if is_inner(name, p)}
        self.matrices = [Matrix(p, nn.Parameter(as_rows(p.data))) for p in inner.values()]
        rest = [p for name, p in named.items() if name not in inner]
        self.module = module
        self.parts = {
            "muon": torch.optim.Muon(
                [m.rows for m in self.matrices], lr=0.0, weight_decay=WEIGHT_DECAY, adjust_lr_fn="match_rms_adamw"
            ),
            "adamw": torch.optim.AdamW(rest, lr=0.0, weight_decay=WEIGHT_DECAY, fused=True),
        }

    def step(self, rate: float) -> None:
        for matrix in self.matrices:
            matrix.hand_over()
        for part in self.parts.values():
            for group in part.param_groups:
                group["lr"] = rate
            part.step()

    def zero_grad(self) -> None:
        self.module.zero_grad(set_to_none=True)

    def state_dict(self) -> dict[str, dict]:
        return {name: part.state_dict() for name, part in self.parts.items()}

    def load_state_dict(self, state: dict[str, dict]) -> None:
        for name, part in self.parts.items():
            part.load_state_dict(state[name])


def is_inner(name: str, parameter: Tensor) -> bool:
    return parameter.dim() >= 2 and not any(end in name.split(".") for end in ENDS)


def as_rows(weight: Tensor) -> Tensor:
    """[outputs, …] as [outputs, rest]: a view of a linear weight or of a channels-last convolution."""
    return weight if weight.dim() == 2 else weight.permute(0, 2, 3, 1).flatten(1)
