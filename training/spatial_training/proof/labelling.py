"""The product at work: `spatial-reward label` on the tries, and what it says of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from .filming import VIEW
from .world import Vector

TASK = Path(__file__).with_name("task.yaml")
SIDECAR = "exports/lerobot-sidecar/sarm_progress.parquet"


def label(command: list[str], dataset: Path, folder: Path) -> Path:
    """Labels what is not yet labelled and exports its progress; returns where that is. Raises CalledProcessError."""
    options = ["--task", str(TASK), "-o", str(folder), "--fov", f"{VIEW:g}", "--sidecar"]
    said = folder.with_name("label.log")
    with said.open("w") as log:
        print(f"labelling; {said} tells how far it is", file=sys.stderr)
        subprocess.run(
            [*command, "label", str(dataset), *options, "--export", "lerobot-sidecar"], check=True, stdout=log
        )
    return folder / SIDECAR


def called_successes(folder: Path, episodes: int) -> Vector:
    """Whether the labels call each try a success [episodes]. Raises FileNotFoundError for one that is not labelled."""
    found = []
    for k in range(episodes):
        (table,) = folder.glob(f"*episode_{k:06d}/rewards.parquet")
        found.append(any(pq.read_table(table, columns=["success"])["success"].to_pylist()))
    return np.array(found)
