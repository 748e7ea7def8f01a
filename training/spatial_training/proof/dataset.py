"""The tries as a LeRobot data set (v3.0) with its pictures in the table: what `spatial-reward label` takes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .episodes import Episode
from .filming import SIZE
from .world import RATE, STEPS
from .world import SIZE as SEEN

CAMERA = "observation.images.front"
TABLE = "data/chunk-000/file-000.parquet"
ACTION = 4


def write_dataset(folder: Path, episodes: list[Episode], task: str) -> None:
    """Rows of an episode are a row group, so that readers hold one episode's pictures at a time."""
    for part in ("meta/episodes/chunk-000", "data/chunk-000"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "meta/info.json").write_text(json.dumps(_info(len(episodes)), indent=1) + "\n")
    _write_tasks(folder, task)
    tables = [_rows(k, each) for k, each in enumerate(episodes)]
    with pq.ParquetWriter(folder / TABLE, tables[0].schema) as writer:
        for table in tables:
            writer.write_table(table)
    pq.write_table(_episodes(len(episodes), task), folder / "meta/episodes/chunk-000/file-000.parquet")


def _feature(dtype: str, shape: list[int]) -> dict[str, object]:
    return {"dtype": dtype, "shape": shape, "names": None}


def _info(episodes: int) -> dict[str, object]:
    whole = ("index", "episode_index", "frame_index", "task_index")
    return {
        "codebase_version": "v3.0",
        "robot_type": None,
        "total_episodes": episodes,
        "total_frames": episodes * STEPS,
        "total_tasks": 1,
        "chunks_size": 1000,
        "fps": RATE,
        "splits": {"train": f"0:{episodes}"},
        "data_path": "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet",
        "video_path": None,
        "features": {
            "observation.state": _feature("float32", [SEEN]),
            "action": _feature("float32", [ACTION]),
            CAMERA: {"dtype": "image", "shape": [SIZE[1], SIZE[0], 3], "names": ["height", "width", "channels"]},
            "timestamp": _feature("float32", [1]),
            **{name: _feature("int64", [1]) for name in whole},
        },
    }


def _rows(k: int, episode: Episode) -> pa.Table:
    """Schema as LeRobot's: lists of numbers, pictures as bytes and path."""
    frame = np.arange(STEPS)
    return pa.table(
        {
            "observation.state": pa.array(episode.observations.astype(np.float32).tolist(), pa.list_(pa.float32())),
            "action": pa.array(episode.actions.astype(np.float32).tolist(), pa.list_(pa.float32())),
            CAMERA: pa.array(
                [{"bytes": p, "path": None} for p in episode.pictures],
                pa.struct([("bytes", pa.binary()), ("path", pa.string())]),
            ),
            "timestamp": pa.array((frame / RATE).astype(np.float32)),
            "index": pa.array(k * STEPS + frame, pa.int64()),
            "episode_index": pa.array(np.full(STEPS, k), pa.int64()),
            "frame_index": pa.array(frame, pa.int64()),
            "task_index": pa.array(np.zeros(STEPS, np.int64)),
        }
    )


def _episodes(count: int, task: str) -> pa.Table:
    numbers = np.arange(count)
    return pa.table(
        {
            "episode_index": pa.array(numbers, pa.int64()),
            "tasks": pa.array([[task]] * count),
            "length": pa.array(np.full(count, STEPS), pa.int64()),
            "data/chunk_index": pa.array(np.zeros(count, np.int64)),
            "data/file_index": pa.array(np.zeros(count, np.int64)),
            "dataset_from_index": pa.array(numbers * STEPS, pa.int64()),
            "dataset_to_index": pa.array((numbers + 1) * STEPS, pa.int64()),
        }
    )


def _write_tasks(folder: Path, task: str) -> None:
    """Without pandas' note every task silently becomes the number of its row."""
    about = {"index_columns": ["task"], "column_indexes": [], "columns": []}
    table = pa.table({"task_index": pa.array([0], pa.int64()), "task": [task]})
    pq.write_table(table.replace_schema_metadata({"pandas": json.dumps(about)}), folder / "meta/tasks.parquet")
