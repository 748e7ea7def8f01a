"""Behaviour cloning by a small network, each row by its weight, and how often what it learnt picks the thing up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .world import SIZE, Action, State, Vector, begin, observed, step

HIDDEN, STEPS, BATCH, RATE = 128, 4000, 256, 1e-3
PATIENCE = 32  # steps that a policy has
HALF = 0.5  # a policy's gripper opens or closes: what is between is an average of people who did either
SCALE = (0.04, 0.04, 0.04, 1.0)  # of actions: metres a step, and the opening


@dataclass(frozen=True)
class Policy:
    network: nn.Module
    mean: torch.Tensor
    spread: torch.Tensor

    @torch.no_grad()
    def act(self, seen: Vector) -> Vector:
        """Actions [N, 4] for observations [N, SIZE]."""
        given = (torch.from_numpy(seen).float() - self.mean) / self.spread
        return (self.network(given) * torch.tensor(SCALE)).numpy().astype(np.float64)


def clone(observations: Vector, actions: Vector, weights: Vector, seed: int) -> Policy:
    """Rows [N, SIZE] and [N, 4], weights [N] of at least 0. A batch's weights are scaled to the mean 1, as LeRobot does."""
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(SIZE, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 4)
    )
    seen = torch.from_numpy(observations).float()
    told, weight = torch.from_numpy(actions).float() / torch.tensor(SCALE), torch.from_numpy(weights).float()
    policy = Policy(network, seen.mean(0), seen.std(0) + 1e-6)
    given = (seen - policy.mean) / policy.spread
    optimiser = torch.optim.AdamW(network.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    order = torch.Generator().manual_seed(seed)
    for _ in range(STEPS):
        rows = torch.randint(len(given), (BATCH,), generator=order)
        scaled = weight[rows] / (weight[rows].mean() + 1e-6)
        loss = (scaled[:, None] * (network(given[rows]) - told[rows]) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return policy


def starts(bodies: list[tuple[float, float]], count: int, seed: int) -> list[State]:
    """Where trials begin: the bodies (rest, width) in turn, anywhere that demonstrations may begin."""
    return [begin(np.random.default_rng([seed, k]), *bodies[k % len(bodies)]) for k in range(count)]


def trials(policy: Policy, states: list[State]) -> Vector:
    """Whether each start ends in success within PATIENCE steps [N]."""
    succeeded = np.zeros(len(states), dtype=bool)
    for _ in range(PATIENCE):
        acted = policy.act(np.array([observed(state) for state in states]))
        states = [step(s, Action(a[:3], float(a[3] > HALF))) for s, a in zip(states, acted, strict=True)]
        succeeded |= [state.succeeded for state in states]
    return succeeded
