"""Stills with depth and masks, to measure the product's data engine: what it lifts against what is true.

A folder holds `images/`, `clean/` (true depth, tenths of a millimetre), `noisy/` (a stereo camera's, millimetres),
`things/` (names, boxes and masks as the engine reads them), `cameras/` and `data.jsonl` with the truth.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from . import depth_camera
from .frame import Still, cast_scene, draw_still
from .render import Renderer
from .repertoire import repertoire_of
from .shards import frame_seed, spread
from .stage import Stage

FIRST = 70_000_000  # running numbers start here, far above those of stills, episodes and recordings
CLEAN = 10_000  # units of a metre
PART, SCENE = 32, 4  # stills of one job, and of one cast


@dataclass(frozen=True)
class RgbdJob:
    split: str
    seed: int
    first: int
    count: int
    folder: Path


def run_lengths(mask: NDArray[np.bool_]) -> dict[str, list[int]]:
    """COCO's uncompressed form: lengths of runs down the columns, those outside first."""
    flat = mask.T.ravel()
    changes = np.flatnonzero(np.diff(flat, prepend=False)) if flat.size else np.array([], int)
    counts = np.diff(np.concatenate([[0], changes, [flat.size]]))
    return {"size": list(mask.shape), "counts": [int(c) for c in counts]}


def things_of(still: Still) -> dict[str, list[dict]]:
    """What a perfect detector and segmenter say."""
    things = [
        {"name": thing["name"], "box": thing["box"], "mask": run_lengths(still.owner == k + 1)}
        for k, thing in enumerate(still.record["things"])
        if "box" in thing
    ]
    return {"things": things}


def write_still(still: Still, name: str, folder: Path, seed: int) -> dict:
    """All files of one still; returns its line."""
    rng = np.random.default_rng([seed, 9])
    camera = still.record["camera"]
    faults = depth_camera.random_faults(*still.depth.shape, rng)
    noisy = depth_camera.measure(still.depth, camera["fx"], faults, rng)
    clean = np.where(still.depth < depth_camera.FARTHEST * 0.8, np.round(CLEAN * still.depth), 0).astype(np.uint16)
    still.picture.save(folder / f"images/{name}.jpg", quality=still.quality)
    Image.fromarray(clean).save(folder / f"clean/{name}.png", compress_level=1)
    Image.fromarray(noisy).save(folder / f"noisy/{name}.png", compress_level=1)
    lens = {key: camera[key] for key in ("fx", "fy", "cx", "cy")}
    (folder / f"cameras/{name}.json").write_text(json.dumps(lens) + "\n")
    (folder / f"things/{name}.json").write_text(json.dumps(things_of(still)) + "\n")
    return {"image": f"images/{name}.jpg", **still.record, "seed": seed}


def write_part(job: RgbdJob) -> list[dict]:
    lines: list[dict] = []
    repertoire = repertoire_of(job.split)
    for running in range(job.first, job.first + job.count):
        if not lines or running % SCENE == 0:
            cast = np.random.default_rng([frame_seed(job.split, job.seed, FIRST + running), 1])
            stage = Stage(cast_scene(repertoire, cast))
        for attempt in range(20):
            seed = frame_seed(job.split, job.seed, FIRST + running) + 500_000 * attempt
            renderer = Renderer(stage.model)
            still = draw_still(stage, renderer, np.random.default_rng(seed))
            renderer.free()
            if "distortion" not in still.record["camera"]:  # engines are given straight pictures
                lines.append(write_still(still, f"{running:06d}", job.folder, seed))
                break
    return lines


def write_rgbd(split: str, seed: int, count: int, folder: Path, processes: int) -> int:
    """Writes the folder, which appears only when whole; one that is there is kept. Returns the stills made now."""
    if folder.exists():
        return 0
    partial = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    for part in ("images", "clean", "noisy", "things", "cameras"):
        (partial / part).mkdir(parents=True)
    jobs = [RgbdJob(split, seed, at, min(PART, count - at), partial) for at in range(0, count, PART)]
    done = list(tqdm(spread(write_part, jobs, processes), total=len(jobs), unit="part"))
    lines = sorted((line for part in done for line in part), key=lambda line: line["image"])
    (partial / "data.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    os.replace(partial, folder)
    return len(lines)
