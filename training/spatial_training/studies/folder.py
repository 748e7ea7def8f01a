"""The studies' folder: one vocabulary, one network's dimensions, compiled shards, a folder for each run.

    RUNS/nano.json, tokenizer.json, compiled/…, settings.json
    RUNS/runs/KEY-SEED/checkpoint.pt        while it trains, and when it has
    RUNS/runs/KEY-SEED/answers-TEST.npz     when it is done
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from ..data.batches import Collection
from ..data.compiling import compile_settled
from ..data.tokens import load_tokenizer
from ..model import NanoConfig
from ..train.prepare import CONFIG, TOKENIZER, load_config, prepare_run, write_config
from .ordinary import Ordinary, all_words

SETTINGS, WORDS = "settings.json", "words.txt"
TRAIN, VALIDATION = "train", "validation"


@dataclass(frozen=True)
class Settings:
    """What all runs in a folder have in common."""

    samples: int
    first_samples: int
    batch: int
    questions: int
    peak_rate: float
    first_peak_rate: float
    precision: str
    test_images: int
    network: str


SMALL = {
    "stem_channels": 16,
    "stage_channels": (32, 48, 64, 96),
    "stage_blocks": (1, 1, 1, 1),
    "heat_channels": 32,
    "context_channels": 64,
    "scene_channels": 32,
    "text_channels": 64,
    "hidden_channels": 128,
}
TINY = {
    "stem_channels": 8,
    "stage_channels": (8, 12, 16, 16),
    "stage_blocks": (1, 1, 1, 1),
    "heat_channels": 8,
    "context_channels": 12,
    "scene_channels": 8,
    "text_channels": 16,
    "text_heads": 2,
    "hidden_channels": 24,
}
NETWORKS = {"small": SMALL, "tiny": TINY}


@dataclass(frozen=True)
class StudyFolder:
    """Everything that runs share; made by `open_folder`."""

    path: Path
    settings: Settings
    config: NanoConfig
    tokenizer: Tokenizer
    tests: tuple[str, ...]

    def collection(self, name: str) -> Collection:
        return Collection(self.path / "compiled" / name)

    def run(self, key: str, seed: int) -> Path:
        return self.path / "runs" / f"{key}-{seed}"

    def ordinary(self) -> Ordinary:
        return Ordinary(self.tokenizer, self.config)


def open_folder(path: Path, settings: Settings, data: list[Path], validation: Path, tests: list[Path]) -> StudyFolder:
    """Makes the folder, or goes on with it. Raises ValueError where it holds runs with other settings,
    or two tests have the same name."""
    names = tuple(test.name for test in tests)
    if len(set(names)) < len(names) or {TRAIN, VALIDATION} & set(names):
        given = ", ".join(names)
        raise ValueError(f"--test: folders need different names, none of them train or validation; got {given}")
    path.mkdir(parents=True, exist_ok=True)
    keep_settings(path / SETTINGS, settings)
    if not (path / CONFIG).exists():
        (path / WORDS).write_text(all_words(), encoding="utf-8")
        config = prepare_run(path, data, path / WORDS)
        write_config(path, replace(config, **NETWORKS[settings.network]))
    config, tokenizer = load_config(path), load_tokenizer(path / TOKENIZER)
    parts = {TRAIN: data, VALIDATION: [validation], **{name: [test] for name, test in zip(names, tests, strict=True)}}
    for name, folders in parts.items():
        compile_settled(folders, path / "compiled" / name, tokenizer, config)
    return StudyFolder(path, settings, config, tokenizer, names)


def keep_settings(path: Path, settings: Settings) -> None:
    """Writes the settings, or compares with those that are there."""
    if not path.exists():
        path.write_text(json.dumps(vars(settings), indent=2) + "\n", encoding="utf-8")
        return
    before = json.loads(path.read_text(encoding="utf-8"))
    other = [name for name, value in vars(settings).items() if before.get(name) != value]
    if other:
        told = ", ".join(f"{name} was {before.get(name)}, is {vars(settings)[name]}" for name in other)
        raise ValueError(f"{path.parent} holds studies with other settings ({told}): choose another folder")
