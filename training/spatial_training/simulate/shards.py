"""Writes shards of 256 stills: each is a data set folder of its own, made whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from .dense import DenseMaps
from .frame import cast_scene, draw_still
from .render import Renderer
from .repertoire import repertoire_of
from .stage import Stage

Task = TypeVar("Task")
SHARD, SCENE = 256, 16
SPLITS = {"train": 0, "val": 1, "test": 2, "unseen-gripper": 3, "examples": 4}


@dataclass(frozen=True)
class Job:
    """One shard of a split. Seeds of different splits, base seeds and shards never meet."""

    split: str
    seed: int
    shard: int
    frames: int
    folder: Path

    @property
    def name(self) -> str:
        return f"shard-{self.shard:05d}"


def frame_seed(split: str, seed: int, index: int) -> int:
    """The seed written into a record: split, base seed and running number in fields that cannot overlap."""
    if not (0 <= seed < 10**4 and 0 <= index < 10**8):
        raise ValueError(f"seed must be below 10000 and frame number below 100000000; got {seed}, {index}")
    return (SPLITS[split] * 10**4 + seed) * 10**8 + index


def write_shard(job: Job) -> int:
    """Renders one shard into a temporary folder and renames it. Returns the number of pictures."""
    temporary = job.folder / f".{job.name}.{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "images").mkdir(parents=True)
    maps = DenseMaps()
    repertoire = repertoire_of(job.split)
    with (temporary / "data.jsonl").open("w") as lines:
        for first in range(0, job.frames, SCENE):
            running = job.shard * SHARD + first
            stage = Stage(cast_scene(repertoire, np.random.default_rng([frame_seed(job.split, job.seed, running), 1])))
            renderer = Renderer(stage.model)
            for k in range(first, min(first + SCENE, job.frames)):
                seed = frame_seed(job.split, job.seed, job.shard * SHARD + k)
                still = draw_still(stage, renderer, np.random.default_rng(seed))
                name = f"images/{k:06d}.jpg"
                still.picture.save(temporary / name, quality=still.quality)
                lines.write(json.dumps({"image": name, **still.record, "seed": seed}) + "\n")
                maps.add(still.owner, still.depth)
            renderer.free()
    maps.save(temporary)
    os.replace(temporary, job.folder / job.name)
    return job.frames


def jobs(split: str, seed: int, frames: int, folder: Path) -> list[Job]:
    count = -(-frames // SHARD)
    return [Job(split, seed, k, min(SHARD, frames - k * SHARD), folder) for k in range(count)]


def ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def write_scenes(split: str, seed: int, frames: int, folder: Path, processes: int) -> int:
    """Renders what is missing of a split. Returns the number of pictures made now."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".shard-*"):
        shutil.rmtree(left)
    todo = [j for j in jobs(split, seed, frames, folder) if not (folder / j.name).exists()]
    made = 0
    with tqdm(total=sum(j.frames for j in todo), unit="frame", smoothing=0.05) as bar:
        for count in spread(write_shard, todo, processes):
            made += count
            bar.update(count)
    return made


def spread(work: Callable[[Task], int], tasks: list[Task], processes: int) -> Iterator[int]:
    """Results of `work` as they come, from processes that end at once when the loop is left or interrupted."""
    with get_context("spawn").Pool(processes, ignore_interrupt) as pool:
        yield from pool.imap_unordered(work, tasks)
