"""Both optimisers step on the network's own memory, each on its part."""

import torch

from spatial_training.train.optimiser import Optimiser, as_rows, is_inner
from spatial_training.train.trainee import Trainee


def test_rows_are_the_weights_own_memory(config):  # noqa: ANN001
    trainee = Trainee(config).to(memory_format=torch.channels_last)
    matrices = Optimiser(trainee).matrices
    assert len(matrices) > 20
    for matrix in matrices:
        assert matrix.rows.data_ptr() == matrix.weight.data_ptr()


def test_rows_hold_one_output_each():
    weight = torch.randn(5, 4, 3, 3).to(memory_format=torch.channels_last)
    rows = as_rows(weight)
    assert rows.shape == (5, 36)
    assert torch.equal(rows[2].sort().values, weight[2].flatten().sort().values)


def test_every_parameter_with_a_gradient_moves(config):  # noqa: ANN001
    trainee = Trainee(config).to(memory_format=torch.channels_last)
    optimiser = Optimiser(trainee)
    before = {name: p.detach().clone() for name, p in trainee.named_parameters()}
    torch.manual_seed(0)
    for parameter in trainee.parameters():
        parameter.grad = torch.randn_like(parameter)
    optimiser.step(1e-2)
    assert all(not torch.equal(p, before[name]) for name, p in trainee.named_parameters())
    optimiser.zero_grad()
    assert all(p.grad is None for p in trainee.parameters())


def test_ends_and_vectors_are_not_orthogonalised(config):  # noqa: ANN001
    inner = {name for name, p in Trainee(config).named_parameters() if is_inner(name, p)}
    assert "nano.vision.pyramid.stages.1.enter.0.weight" in inner
    assert not inner & {"nano.text.words.weight", "nano.pairs.out.weight", "dense.out.weight"}
    assert not any(name.endswith("bias") for name in inner)
