"""What the product's data engine is measured on: masks, depth and truth say the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from spatial_training.simulate.rgbd import CLEAN, run_lengths, write_rgbd


def filled(mask: dict) -> np.ndarray:
    """COCO's uncompressed form, taken apart independently."""
    height, width = mask["size"]
    flat = np.concatenate([np.full(count, at % 2, bool) for at, count in enumerate(mask["counts"])])
    return flat.reshape(width, height).T


@pytest.mark.parametrize("corner", [(0, 0), (1, 2)])
def test_runs_begin_outside_and_go_down_the_columns(corner: tuple[int, int]) -> None:
    mask = np.zeros((3, 4), bool)
    mask[corner] = True
    runs = run_lengths(mask)
    assert runs["counts"][0] == corner[1] * 3 + corner[0]
    assert (filled(runs) == mask).all()


def test_depth_masks_and_truth_agree(tmp_path: Path) -> None:
    assert write_rgbd("val", 3, 2, tmp_path / "out", 1) == 2
    assert write_rgbd("val", 3, 2, tmp_path / "out", 1) == 0
    for line in map(json.loads, (tmp_path / "out/data.jsonl").read_text().splitlines()):
        name = Path(line["image"]).stem
        told = json.loads((tmp_path / f"out/things/{name}.json").read_text())["things"]
        depth = np.asarray(Image.open(tmp_path / f"out/clean/{name}.png")) / CLEAN
        by_name = {thing["name"]: thing for thing in line["things"]}
        assert {thing["name"] for thing in told} == {t["name"] for t in line["things"] if "box" in t}
        for thing in told:
            seen = depth[filled(thing["mask"])]
            truth = by_name[thing["name"]]
            reach = max(truth["size"])
            assert abs(np.median(seen[seen > 0]) - truth["centre"][2]) < reach
            x0, y0, x1, y1 = thing["box"]
            assert filled(thing["mask"])[y0:y1, x0:x1].sum() == filled(thing["mask"]).sum()
