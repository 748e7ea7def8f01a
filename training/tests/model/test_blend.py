import json
import shutil
from itertools import islice
from pathlib import Path

import pytest
import torch

from spatial_training.data.batches import Batches, Collection
from spatial_training.train.blend import blend, measure_statistics, write_blend
from spatial_training.train.checkpoint import load_weights, save_weights
from spatial_training.train.prepare import CONFIG, TOKENIZER
from spatial_training.train.trainee import Trainee


@pytest.fixture(scope="module")
def kin(config, tokenizer, tmp_path_factory) -> tuple[Path, Path]:  # noqa: ANN001
    """Folders of weights of two networks of one vocabulary."""
    folders = []
    for seed in (0, 1):
        torch.manual_seed(seed)
        folder = tmp_path_factory.mktemp(f"weights-{seed}")
        save_weights(folder, Trainee(config).state_dict())
        tokenizer.save(str(folder / TOKENIZER))
        (folder / CONFIG).write_text(json.dumps(config.to_json()))
        folders.append(folder)
    return folders[0], folders[1]


def test_a_share_of_each_weight_comes_from_either_side(kin):  # noqa: ANN001
    first, second = (load_weights(folder) for folder in kin)
    for share in (0.0, 0.25, 1.0):
        for name, value in blend(first, second, share).items():
            if value.is_floating_point():
                assert torch.allclose(value, (1 - share) * first[name] + share * second[name], atol=1e-6), name


def test_nothing_lies_between_different_networks(kin, tmp_path: Path):  # noqa: ANN001
    first, second = kin
    with pytest.raises(ValueError, match="shapes"):
        blend(load_weights(first), {"other": torch.zeros(2)}, 0.5)
    stranger = tmp_path / "stranger"
    shutil.copytree(second, stranger)
    (stranger / TOKENIZER).write_text("{}")
    with pytest.raises(ValueError, match="vocabulary"):
        write_blend(first, stranger, 0.5, tmp_path, tmp_path / "between", batches=1)


def test_statistics_are_those_of_the_pictures(compiled: Path, config):  # noqa: ANN001
    """Of the first layer's outputs, whose inputs depend on nothing else."""
    vision = Trainee(config).nano.vision
    layers = list(vision.modules())
    at = next(i for i, module in enumerate(layers) if isinstance(module, torch.nn.BatchNorm2d))
    seen: list[torch.Tensor] = []
    layers[at - 1].register_forward_hook(lambda _module, _inputs, output: seen.append(output.detach()))
    batches = list(islice(Batches(Collection(compiled), 4, 3, seed=0), 2))
    measure_statistics(vision, batches)
    mean = torch.stack([outputs.mean(dim=(0, 2, 3)) for outputs in seen]).mean(0)
    assert torch.allclose(layers[at].running_mean, mean, atol=1e-4)
    assert not vision.training


def test_a_blend_is_a_folder_of_weights(kin, compiled: Path, config, tmp_path: Path):  # noqa: ANN001
    first, second = kin
    write_blend(first, second, 0.5, compiled, tmp_path, batches=2)
    Trainee(config).load_state_dict(load_weights(tmp_path))
    assert (tmp_path / TOKENIZER).read_bytes() == (second / TOKENIZER).read_bytes()
