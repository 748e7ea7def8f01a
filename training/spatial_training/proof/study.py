"""Every variant's policies over the same seeds and starts; what is whole is kept."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .cloning import clone, starts, trials
from .dataset import write_dataset
from .episodes import Episode, film_episodes, read_episode
from .labelling import called_successes, label
from .potential import potentials
from .weights import progress_weights, read_progress
from .world import STEPS, Vector

VARIANTS = {
    "all": "all tries alike",
    "nano": "weighted by nano's reward",
    "truth": "weighted by a reward of true poses",
    "called": "what nano calls a success alone",
    "successes": "true successes alone",
}


@dataclass(frozen=True)
class Settings:
    """What all of a folder's results have in common."""

    seed: int
    tries: int
    trials: int


@dataclass(frozen=True)
class Tries:
    """All demonstrations, and the weights [tries, STEPS] of each variant's rows."""

    episodes: list[Episode]
    weights: dict[str, Vector]
    called: Vector  # whether nano's labels call each a success [tries]

    @property
    def succeeded(self) -> Vector:
        return np.array([each.succeeded for each in self.episodes])


def keep_settings(folder: Path, settings: Settings) -> None:
    """Writes the settings, or compares. Raises ValueError where the folder holds results of others."""
    path = folder / "settings.json"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_text(json.dumps(asdict(settings)) + "\n")
    elif (before := json.loads(path.read_text())) != asdict(settings):
        raise ValueError(f"{folder}: holds results of {before}, not of {asdict(settings)}; choose another folder")


def prepare(folder: Path, settings: Settings, command: list[str], task: str) -> Tries:
    """Films, labels and weighs the tries; goes on where it was stopped."""
    film_episodes(folder / "films", settings.seed, settings.tries)
    episodes = [read_episode(folder / "films", k) for k in range(settings.tries)]
    if not (folder / "tries").exists():
        write_dataset(folder / ".tries", episodes, task)
        os.replace(folder / ".tries", folder / "tries")
    sidecar = label(command, folder / "tries", folder / "labelled")
    nano = read_progress(sidecar, settings.tries, STEPS)
    truth = np.array([potentials(each.distance, each.raised) for each in episodes])
    succeeded = np.array([each.succeeded for each in episodes])
    called = called_successes(folder / "labelled", settings.tries)
    weights = {
        "all": np.ones_like(nano),
        "nano": progress_weights(nano),
        "truth": progress_weights(truth),
        "called": _alone(called),
        "successes": _alone(succeeded),
    }
    return Tries(episodes, weights, called)


def _alone(kept: Vector) -> Vector:
    """Weights [tries, STEPS] that leave out the others."""
    return np.repeat(kept[:, None].astype(float), STEPS, 1)


def results(folder: Path, settings: Settings, tries: Tries, seeds: int) -> dict[str, list[Vector]]:
    """By variant, for each seed whether each trial succeeded [trials]; all variants begin at the same places."""
    observations = np.concatenate([each.observations for each in tries.episodes])
    actions = np.concatenate([each.actions for each in tries.episodes])
    bodies = sorted({each.body for each in tries.episodes})
    states = starts(bodies, settings.trials, settings.seed + 1)
    jobs = [(name, seed) for seed in range(seeds) for name in VARIANTS]
    for name, seed in tqdm(jobs, unit="policy"):
        path = folder / "policies" / f"{name}-{seed}.npy"
        if path.exists():
            continue
        policy = clone(observations, actions, tries.weights[name].ravel(), seed)
        path.parent.mkdir(exist_ok=True)
        np.save(path.with_suffix(".part.npy"), trials(policy, states))
        os.replace(path.with_suffix(".part.npy"), path)
    read = {name: [np.load(folder / "policies" / f"{name}-{seed}.npy") for seed in range(seeds)] for name in VARIANTS}
    return read
