"""Films, and the data set that the product labels."""

import io
import json

import numpy as np
import pyarrow.parquet as pq
from PIL import Image

from spatial_training.proof.dataset import CAMERA, TABLE, write_dataset
from spatial_training.proof.episodes import film_episodes, read_episode
from spatial_training.proof.filming import SIZE
from spatial_training.proof.world import RATE, STEPS


def test_tries_are_filmed_once_and_become_a_data_set_row_for_row(tmp_path):
    film_episodes(tmp_path / "films", 3, 2)
    before = [path.stat().st_mtime_ns for path in sorted((tmp_path / "films").iterdir())]
    film_episodes(tmp_path / "films", 3, 2)
    assert [path.stat().st_mtime_ns for path in sorted((tmp_path / "films").iterdir())] == before
    episodes = [read_episode(tmp_path / "films", k) for k in range(2)]
    first = episodes[0]
    assert len(first.pictures) == STEPS and first.observations.shape == (STEPS, 6)
    pictures = [np.asarray(Image.open(io.BytesIO(p)), dtype=float) for p in first.pictures]
    assert Image.open(io.BytesIO(first.pictures[0])).size == SIZE
    assert np.abs(pictures[0] - pictures[-1]).mean() > 1  # the hand has moved

    write_dataset(tmp_path / "set", episodes, "pick it up")
    info = json.loads((tmp_path / "set/meta/info.json").read_text())
    assert info["total_frames"] == 2 * STEPS and info["fps"] == RATE
    table = pq.read_table(tmp_path / "set" / TABLE)
    assert set(table.column_names) == set(info["features"])
    rows = table.to_pylist()
    assert [row["index"] for row in rows] == list(range(2 * STEPS))
    assert rows[STEPS + 1]["episode_index"] == 1 and rows[STEPS + 1]["frame_index"] == 1
    assert rows[3][CAMERA]["bytes"] == first.pictures[3]
    assert np.allclose(rows[3]["action"], first.actions[3], atol=1e-6)
    assert pq.ParquetFile(tmp_path / "set" / TABLE).num_row_groups == 2
