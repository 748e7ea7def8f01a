from pathlib import Path

import pytest
import torch

from spatial_training.data.batches import Batches, Collection
from spatial_training.train.auxiliary import known_cross_entropy, mean_where
from spatial_training.train.losses import likelihood, mask_losses, place_weights, visible_loss
from spatial_training.train.schedule import hinted_share


def test_a_mean_over_nothing_is_zero_and_has_a_gradient():
    values = torch.ones(3, requires_grad=True)
    mean_where(values, torch.zeros(3, dtype=torch.bool)).backward()
    assert values.grad is not None
    assert values.grad.tolist() == [0, 0, 0]


def test_a_weighted_mean():
    values, mask = torch.tensor([1.0, 4.0, 9.0]), torch.tensor([True, True, False])
    assert mean_where(values, mask).item() == pytest.approx(2.5)
    assert mean_where(values, mask, torch.tensor([3.0, 1.0, 5.0])).item() == pytest.approx(7 / 4)


def test_rarer_classes_weigh_more():
    logits = torch.zeros(1, 3, 1, 2, requires_grad=True)
    target = torch.tensor([[[0, 2]]])
    known_cross_entropy(logits, target, (1.0, 3.0, 5.0)).backward()
    assert logits.grad is not None
    pull = logits.grad.abs().sum(dim=1).flatten()
    assert (pull[1] / pull[0]).item() == pytest.approx(5)


def test_likelihood_is_least_where_the_variance_is_true():
    error, mask = torch.randn(20000, generator=torch.Generator().manual_seed(0)), torch.tensor(True)
    true, narrow, wide = (
        likelihood(error, torch.full_like(error, log), mask.expand_as(error)) for log in (0.0, -1.0, 1.0)
    )
    assert true < narrow
    assert true < wide


def test_seen_and_absent_weigh_the_same():
    logit = torch.tensor([2.0, -1.0, -1.0, -1.0, 0.5])
    visible = torch.tensor([1.0, 0.0, 0.0, 0.0, torch.nan])
    alone = visible_loss(logit[:2], visible[:2])
    assert visible_loss(logit, visible).item() == pytest.approx(alone.item())


def test_grippers_weigh_more(compiled: Path):
    batch = next(iter(Batches(Collection(compiled), size=2, questions=3, seed=0)))
    weights = place_weights(batch)
    assert (weights[batch.gripper] > weights[~batch.gripper].max()).all()
    assert batch.gripper.sum() == 4  # subject of two of the three questions, in two pictures


def test_masks_are_judged_only_where_the_picture_is_known(compiled: Path):
    batch = next(iter(Batches(Collection(compiled), size=1, questions=3, seed=0)))
    mask = torch.zeros(1, 6, 24 * 32)
    assert mask_losses(mask, batch)["mask"].item() == 0  # these pictures have no masks
    batch.owner[:] = 0
    batch.owner[0, 4, 5] = 1 + 2
    sure = torch.full_like(mask, -20.0)
    sure[0, batch.named[0] == 2, 4 * 32 + 5] = 20.0
    losses = mask_losses(sure, batch)
    assert losses["mask"].item() == pytest.approx(0, abs=1e-6)
    assert losses["mask_among"].item() == pytest.approx(0, abs=1e-6)
    assert mask_losses(mask, batch)["mask_among"].item() == pytest.approx(torch.log(torch.tensor(768.0)).item())


def test_hints_fade_over_a_run():
    assert hinted_share(0.0, warm=False) == hinted_share(0.15, warm=False) == 1
    assert hinted_share(0.325, warm=False) == pytest.approx(0.6)
    assert hinted_share(0.9, warm=False) == pytest.approx(0.2)
    assert hinted_share(0.0, warm=True) == pytest.approx(0.2)
