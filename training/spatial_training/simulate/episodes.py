"""Test and validation episodes: every outcome in turn, each from its own seed, each a folder of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .episode import compose, record
from .frame import cast_scene
from .render import Renderer
from .repertoire import repertoire_of
from .shards import frame_seed, spread
from .stage import Stage

# Every kind of script in turn; half end in success, "moved" and "place" among them.
TURNS = ("success", "miss", "place", "wrong_object", "moved", "retreat", "success", "drop")
FIRST = 50_000_000  # running numbers of episodes start here, far above those of stills


@dataclass(frozen=True)
class EpisodeJob:
    split: str
    seed: int
    index: int
    size: tuple[int, int]
    rate: float
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.split}-{self.index:04d}"


def write_episode(job: EpisodeJob) -> int:
    """Draws scenes until one allows the outcome whose turn it is, then records it. Returns the number of pictures."""
    outcome = TURNS[job.index % len(TURNS)]
    sideways = job.index // len(TURNS) % 2 == 0  # every other round, so that height alone is not the distance
    seed = frame_seed(job.split, job.seed, FIRST + job.index)
    for attempt in range(60):
        rng = np.random.default_rng([seed, attempt])
        stage = Stage(cast_scene(repertoire_of(job.split), rng))
        scene = next((s for s in (compose(stage, outcome, job.size, rng) for _ in range(3)) if s is not None), None)
        if scene is None or (sideways and attempt < 40 and scene.plan.approach != "sideways"):
            continue
        renderer = Renderer(stage.model)
        count = record(scene, renderer, job.name, seed, job.rate, scene.plan.seconds, job.folder / job.name)
        renderer.free()
        return count
    raise RuntimeError(f"no scene for episode {job.name} ({outcome}) in 60 draws")


def write_episodes(
    split: str, seed: int, count: int, folder: Path, size: tuple[int, int], rate: float, processes: int
) -> int:
    """Records what is missing. Returns the number of episodes made now."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".{split}-*"):
        shutil.rmtree(left)
    jobs = [EpisodeJob(split, seed, k, size, rate, folder) for k in range(count)]
    todo = [j for j in jobs if not (folder / j.name).exists()]
    for _ in tqdm(spread(write_episode, todo, processes), total=len(todo), unit="episode"):
        pass
    return len(todo)
