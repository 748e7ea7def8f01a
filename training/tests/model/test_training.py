import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from spatial_training.data.batches import Batches, Collection
from spatial_training.export.__main__ import export_weights
from spatial_training.train.checkpoint import Clock, MeanWeights, load_checkpoint, save_checkpoint
from spatial_training.train.judge import judge
from spatial_training.train.optimiser import Optimiser
from spatial_training.train.prepare import grow
from spatial_training.train.schedule import learning_rate
from spatial_training.train.trainee import Trainee


def test_it_learns_eight_pictures_by_heart(compiled: Path, config):  # noqa: ANN001
    """Pointing within two pixels and distances within 8 % of pictures seen over and over."""
    torch.manual_seed(0)
    trainee = Trainee(config)
    batches = iter(Batches(Collection(compiled), size=8, questions=4, seed=0))
    optimiser = torch.optim.AdamW(trainee.parameters(), lr=3e-3)
    for _ in range(150):
        losses = trainee(next(batches))
        optimiser.zero_grad()
        losses["total"].backward()
        optimiser.step()
    found = judge(trainee, batches, 3)
    assert found["pixel"] < 2
    assert found["median_relative"] < 0.08
    assert found["visible"] == 1
    assert found["relation"] == 1


def test_every_loss_has_a_finite_gradient(compiled: Path, config):  # noqa: ANN001
    """Unknown truth is NaN in a batch and must not reach the weights."""
    trainee = Trainee(config)
    batch = next(iter(Batches(Collection(compiled), size=4, questions=3, seed=1)))
    batch.up[0] = torch.nan
    batch.camera_height[1] = torch.nan
    trainee(batch)["total"].backward()
    gradients = [p.grad for p in trainee.parameters() if p.grad is not None]
    assert all(gradient.isfinite().all() for gradient in gradients)
    missing = [n for n, p in trainee.named_parameters() if p.grad is None]
    assert missing == []


def test_a_checkpoint_brings_everything_back(tmp_path: Path, compiled: Path, config):  # noqa: ANN001
    torch.manual_seed(0)
    batches = iter(Batches(Collection(compiled), size=2, questions=3, seed=0))
    first = Trainee(config)
    optimiser = Optimiser(first)
    mean = MeanWeights(first)
    step(first, optimiser, next(batches))
    mean.update(first, 1)
    save_checkpoint(tmp_path, config, first, mean, optimiser, Clock(1, 2, 3.5))
    saved = load_checkpoint(tmp_path)
    second = Trainee(config)
    second.load_state_dict(saved["weights"])
    other = Optimiser(second)
    other.load_state_dict(saved["optimiser"])
    assert saved["clock"] == {"steps": 1, "samples": 2, "seconds": 3.5}
    again = next(batches)
    for trainee, its in ((first, optimiser), (second, other)):
        step(trainee, its, again)
    for name, value in first.state_dict().items():
        assert torch.equal(value, second.state_dict()[name]), name


def step(trainee: Trainee, optimiser: Optimiser, batch) -> None:  # noqa: ANN001
    optimiser.zero_grad()
    trainee(batch)["total"].backward()
    optimiser.step(1e-3)


def test_half_precision_changes_answers_little(compiled: Path, config):  # noqa: ANN001
    """Convolutions and text are rounded, geometry is not."""
    torch.manual_seed(0)
    trainee = Trainee(config).eval()
    batch = next(iter(Batches(Collection(compiled), size=4, questions=3, seed=0)))
    exact = trainee(batch)["total"].item()
    trainee.halved = True
    rounded = trainee(batch)["total"].item()
    assert rounded != exact
    assert rounded == pytest.approx(exact, rel=0.02)
    assert all(part.dtype == torch.float32 for part in trainee.encode(batch))


def test_more_blocks_begin_as_the_identity(compiled: Path, config):  # noqa: ANN001
    torch.manual_seed(0)
    small, large = Trainee(config), Trainee(replace(config, stage_blocks=(1, 1, 2, 3)))
    grow(large, small.state_dict())
    batch = next(iter(Batches(Collection(compiled), size=4, questions=3, seed=0)))
    for one, other in zip(small.eval().encode(batch), large.eval().encode(batch), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_a_network_from_before_the_body_head_answers_the_same_with_it(compiled: Path, config):  # noqa: ANN001
    torch.manual_seed(0)
    before = Trainee(config).eval()
    weights = {name: value for name, value in before.state_dict().items() if ".body." not in name}
    after = Trainee(config).eval()
    grow(after, weights)
    batch = next(iter(Batches(Collection(compiled), size=4, questions=3, seed=0)))
    before.hinted_share = after.hinted_share = 0.0
    assert torch.allclose(before.say(batch).things.point, after.say(batch).things.point)


def test_weights_of_another_network_are_refused(config):  # noqa: ANN001
    weights = Trainee(config).state_dict()
    del weights["nano.text.words.weight"]
    with pytest.raises(ValueError, match="nano.text.words.weight"):
        grow(Trainee(config), weights)


def train(shard: Path, run: Path, minutes: float, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable, "-m", "spatial_training.train",
        "--data", str(shard.parent), "--validation", str(shard.parent), "-o", str(run),
        "--minutes", str(minutes), "--processes", "1", "--batch", "2", *more,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_resumes_and_refuses_to_overwrite(shard: Path, tmp_path: Path):
    run = tmp_path / "run"
    assert train(shard, run, 0.02).returncode == 0
    before = load_checkpoint(run)["clock"]
    refused = train(shard, run, 0.04)
    assert refused.returncode != 0
    assert "--resume" in refused.stderr
    assert train(shard, run, before["seconds"] / 60 + 0.02, "--resume").returncode == 0
    after = load_checkpoint(run)["clock"]
    assert after["steps"] > before["steps"]
    assert (run / "curves.png").stat().st_size > 0


def test_a_run_starts_from_the_weights_of_another(shard: Path, tmp_path: Path):
    """A run too short to learn anything ends where it began: at the other's half-precision mean."""
    first, weights, second = tmp_path / "first", tmp_path / "weights", tmp_path / "second"
    assert train(shard, first, 0.02).returncode == 0
    export_weights(first, weights)
    assert train(shard, second, 1e-6, "--warm-start", str(weights)).returncode == 0
    saved, warm = load_checkpoint(first), load_checkpoint(second)
    assert warm["config"] == saved["config"]
    assert warm["clock"]["steps"] < saved["clock"]["steps"] + 9
    for name, value in saved["mean"].items():
        if name.endswith("weight") and value.dim() > 1:
            assert torch.allclose(value, warm["weights"][name], atol=5e-3), name


def test_the_rate_warms_up_and_anneals():
    assert learning_rate(1.0, 0.01) == pytest.approx(0.5)
    assert learning_rate(1.0, 0.2) == 1.0
    assert learning_rate(1.0, 1.0) == pytest.approx(0.01)
