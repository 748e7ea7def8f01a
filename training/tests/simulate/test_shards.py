"""Shards come whole, again the same, and from seeds that never meet."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from spatial_training.simulate.shards import SPLITS, Job, frame_seed, write_scenes, write_shard

KEYS = {"image", "width", "height", "camera", "things", "pairs", "absent", "source", "robots", "seed"}


def digest(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".jpg", ".jsonl"))
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def shard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_shard(Job("val", 5, 0, 6, folder))
    return folder / "shard-00000"


def records(shard: Path) -> list[dict]:
    return [json.loads(line) for line in (shard / "data.jsonl").read_text().splitlines()]


def test_every_line_has_the_schema_s_keys(shard: Path) -> None:
    for record in records(shard):
        assert set(record) == KEYS
        assert record["things"][0]["gripper"] is True
        assert (shard / record["image"]).is_file()
        for thing in record["things"]:
            assert {"name", "centre", "size", "height", "visible", "attributes"} <= set(thing)
        count = len(record["things"])
        assert [(p["a"], p["b"]) for p in record["pairs"]] == [
            (a, b) for a in range(count) for b in range(count) if a != b
        ]


def test_names_are_unique_within_an_image(shard: Path) -> None:
    for record in records(shard):
        spoken = [p for t in record["things"] for p in (t["name"], *t.get("aliases", []))]
        assert len(spoken) == len(set(spoken))
        assert not set(spoken) & set(record["absent"])


def test_contact_agrees_with_gap_in_both_orders(shard: Path) -> None:
    for record in records(shard):
        gaps = {(p["a"], p["b"]): p["gap"] for p in record["pairs"]}
        assert all(gaps[a, b] == gaps[b, a] for a, b in gaps)
        assert all(p["gap"] <= 0.002 for p in record["pairs"] if p["touching"] or p["inside"] and p["gap"] == 0)


def test_dense_maps_fit_the_pictures(shard: Path) -> None:
    dense = np.load(shard / "dense.npz")
    assert dense["segmentation"].shape == (6, 120, 160)
    assert dense["depth"].shape == (6, 60, 80)
    for record, owner in zip(records(shard), dense["segmentation"], strict=True):
        assert owner.max() <= len(record["things"])
        for index, thing in enumerate(record["things"]):
            rows, columns = np.nonzero(owner == index + 1)
            if len(rows):
                x0, y0, x1, y1 = thing["box"]
                assert x0 - 2 <= 2 * columns.min() and 2 * columns.max() <= x1
                assert y0 - 2 <= 2 * rows.min() and 2 * rows.max() <= y1


def test_the_same_seed_gives_identical_bytes(shard: Path, tmp_path: Path) -> None:
    write_shard(Job("val", 5, 0, 6, tmp_path))
    assert digest(tmp_path / "shard-00000") == digest(shard)


def test_seeds_of_splits_shards_and_base_seeds_never_meet() -> None:
    edges = (0, 1, 10**8 - 1)
    drawn = [frame_seed(split, seed, index) for split in SPLITS for seed in (0, 1, 9999) for index in edges]
    assert len(set(drawn)) == len(drawn)
    assert max(drawn) < 2**53  # exact in JSON


@pytest.mark.parametrize(("seed", "index"), [(10_000, 0), (-1, 0), (0, 10**8)])
def test_a_seed_outside_its_field_is_refused(seed: int, index: int) -> None:
    with pytest.raises(ValueError, match="seed must be below 10000"):
        frame_seed("train", seed, index)


def test_a_killed_run_leaves_no_half_shard_and_goes_on_to_the_same_result(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "spatial_training.simulate",
        "scenes",
        "--split",
        "val",
        "--seed",
        "6",
        "--frames",
        "300",
        "--processes",
        "1",
        "-o",
        str(tmp_path),
    ]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 120
    while not any(tmp_path.glob(".shard-*/images/*.jpg")) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not any(tmp_path.glob("shard-*"))
    assert write_scenes("val", 6, 4, tmp_path, 1) == 4
    assert not any(tmp_path.glob(".shard-*"))
    assert write_scenes("val", 6, 4, tmp_path, 1) == 0
