"""Drawn balls as data, and a network that takes steps in no time."""

import importlib.util
import json
import os
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from spatial_training.data.compiling import SETTLED_SECONDS
from spatial_training.data.records import RECORDS
from spatial_training.data.shard import DENSE
from spatial_training.studies.catalogue import STUDIES
from spatial_training.studies.folder import Settings, StudyFolder, open_folder

torch.set_num_threads(1)

SPLITS = {"train": 12, "validation-stills": 4, "test": 5, "kept-out": 5}
SETTINGS = Settings(
    samples=16,
    first_samples=8,
    batch=4,
    questions=4,
    peak_rate=4e-3,
    first_peak_rate=1.5e-3,
    precision="fp32",
    test_images=5,
    network="tiny",
)


def drawing():  # noqa: ANN201
    """The pictures that the model's own tests draw."""
    path = Path(__file__).parents[1] / "model" / "conftest.py"
    spec = importlib.util.spec_from_file_location("drawing", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one shard for each of SPLITS, no longer being written."""
    balls, root = drawing(), tmp_path_factory.mktemp("data")
    for seed, (split, count) in enumerate(SPLITS.items()):
        shard, random = root / split / "shard-00000", np.random.default_rng(seed)
        (shard / "images").mkdir(parents=True)
        scenes = [balls.record(index, random) for index in range(count)]
        for scene in scenes:
            balls.draw(scene).save(shard / scene["image"])
        owners = np.stack([owner_map(scene) for scene in scenes])
        np.savez(shard / DENSE, segmentation=owners, depth=1 + owners.astype(np.float16))
        (shard / RECORDS).write_text("".join(json.dumps(scene) + "\n" for scene in scenes), encoding="utf-8")
        settled = time.time() - 2 * SETTLED_SECONDS
        os.utime(shard / RECORDS, (settled, settled))
    return root


def owner_map(scene: dict) -> np.ndarray:
    """1 + index of the ball that each pixel shows, at half the size; 0 behind them all."""
    image = Image.new("L", (scene["width"] // 2, scene["height"] // 2), 0)
    for index, thing in sorted(enumerate(scene["things"]), key=lambda item: -item[1]["centre"][2]):
        ImageDraw.Draw(image).ellipse([0.5 * edge for edge in thing["box"]], fill=1 + index)
    return np.asarray(image)


def open_at(path: Path, data: Path, settings: Settings = SETTINGS) -> StudyFolder:
    tests = [data / "test", data / "kept-out"]
    return open_folder(path, settings, [data / "train"], data / "validation-stills", tests)


@pytest.fixture
def folder(tmp_path: Path, data: Path) -> StudyFolder:
    return open_at(tmp_path / "runs", data)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with an outdated table for each study and a line after it."""
    path = tmp_path / "STUDIES.md"
    path.write_text("".join(f"# {n}\n<!-- {n} -->\noutdated\n<!-- /{n} -->\nafter {n}\n" for n in STUDIES))
    return path
