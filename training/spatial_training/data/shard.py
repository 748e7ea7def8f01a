"""A shard compiled for training: pixels in a memory map, everything else in flat arrays."""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from tokenizers import Tokenizer

from ..lens import STRAIGHT
from ..model import NanoConfig
from ..relations import PREDICATES
from .asking import asks
from .letterbox import letterbox, letterbox_intrinsics
from .records import RECORDS, mirrors, read_records
from .tokens import encode

CACHED_SIZE = (320, 240)
DENSE = "dense.npz"


@dataclass
class Shard:
    """N images. Rows of things, pairs and questions of image i are offsets[i]:offsets[i + 1]."""

    images: np.ndarray  # [N, 240, 320, 3] uint8, letterboxed
    intrinsics: np.ndarray  # [N, 4] of the cached image
    distortion: np.ndarray  # [N, 2] OpenCV's k1, k2
    up: np.ndarray  # [N, 3], NaN where unknown
    mirrors: np.ndarray  # [N] bool
    thing_offsets: np.ndarray  # [N + 1]
    centre: np.ndarray  # [T, 3] metres, optical frame
    size: np.ndarray  # [T, 3] metres
    height: np.ndarray  # [T] metres along up, NaN unknown
    box: np.ndarray  # [T, 4] cached pixels, NaN where nothing is visible
    visible: np.ndarray  # [T]
    gripper: np.ndarray  # [T] bool
    colour: np.ndarray  # [T] class, -1 unknown
    shape: np.ndarray  # [T] class, -1 unknown
    pair_offsets: np.ndarray  # [N + 1]
    pairs: np.ndarray  # [P, 6]: a, b, gap [m], touching, inside, on; NaN unknown
    question_offsets: np.ndarray  # [N + 1]
    tokens: np.ndarray  # [Q, L] uint16
    asked: np.ndarray  # [Q, 3]: relation (-1 unknown), subject, object (index, -1 absent, -2 none)

    owner: np.ndarray | None  # [N, h, w] uint8, 1 + index of the thing shown; None: not in the data
    depth: np.ndarray | None  # [N, h', w'] metres along the optical axis; likewise

    def __len__(self) -> int:
        return len(self.intrinsics)


def compile_shard(source: Path, target: Path, tokenizer: Tokenizer, config: NanoConfig) -> None:
    """Compiles a data set folder into `target`, which must not exist; it appears whole."""
    records = list(read_records(source))
    draft = target.with_name(f"{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    arrays = compile_records(records, tokenizer, config)
    np.savez(draft / "arrays.npz", **arrays)
    width, height = CACHED_SIZE
    images = np.lib.format.open_memmap(
        draft / "images.npy", mode="w+", dtype=np.uint8, shape=(len(records), height, width, 3)
    )
    for row, record in zip(images, records, strict=True):
        with Image.open(source / record["image"]) as image:
            row[:] = letterbox(image, CACHED_SIZE)
    images.flush()
    if (source / DENSE).exists():
        with np.load(source / DENSE) as dense:
            np.save(draft / "owner.npy", dense["segmentation"])
            np.save(draft / "depth.npy", dense["depth"])
    (draft / "source.json").write_text(json.dumps(fingerprint(source)), encoding="utf-8")
    os.replace(draft, target)


def fingerprint(source: Path) -> dict:
    """Changes when the shard's records change."""
    state = (source / RECORDS).stat()
    return {"path": str(source.resolve()), "bytes": state.st_size, "modified": state.st_mtime_ns}


def load_shard(folder: Path) -> Shard:
    with np.load(folder / "arrays.npz") as arrays:
        values = {name: arrays[name] for name in arrays.files}
    return Shard(
        images=np.load(folder / "images.npy", mmap_mode="r"),
        owner=load_map(folder / "owner.npy"),
        depth=load_map(folder / "depth.npy"),
        **values,
    )


def load_map(path: Path) -> np.ndarray | None:
    return np.load(path, mmap_mode="r") if path.exists() else None


def compile_records(records: list[dict], tokenizer: Tokenizer, config: NanoConfig) -> dict:
    """All arrays of a `Shard` but the images."""
    things = [thing for record in records for thing in record["things"]]
    asked_of = [asks(record, config.relations) for record in records]
    asked = [ask for each in asked_of for ask in each]
    texts = [text for text, *_ in asked]
    return {
        "intrinsics": np.array([cached_intrinsics(r) for r in records], np.float32),
        "distortion": np.array([r["camera"].get("distortion", STRAIGHT) for r in records], np.float32),
        "up": np.array([r["camera"].get("up", [np.nan] * 3) for r in records], np.float32),
        "mirrors": np.array([mirrors(r) for r in records]),
        "thing_offsets": offsets(len(r["things"]) for r in records),
        "centre": np.array([t["centre"] for t in things], np.float32).reshape(-1, 3),
        "size": np.array([t["size"] for t in things], np.float32).reshape(-1, 3),
        "height": np.array([t.get("height", np.nan) for t in things], np.float32),
        "box": np.array([cached_box(t.get("box"), r) for r in records for t in r["things"]], np.float32).reshape(-1, 4),
        "visible": np.array([t["visible"] for t in things], np.float32),
        "gripper": np.array([t.get("gripper", False) for t in things], bool),
        "colour": classes(things, "colour", config.colours),
        "shape": classes(things, "shape", config.shapes),
        "pair_offsets": offsets(len(r.get("pairs", ())) for r in records),
        "pairs": np.array([pair_row(p) for r in records for p in r.get("pairs", ())], np.float32).reshape(-1, 6),
        "question_offsets": offsets(len(each) for each in asked_of),
        "tokens": encode(tokenizer, texts, config.max_question_tokens),
        "asked": np.array([row for _, *row in asked], np.int16).reshape(-1, 3),
    }


def cached_intrinsics(record: dict) -> np.ndarray:
    camera = record["camera"]
    values = np.array([camera[key] for key in ("fx", "fy", "cx", "cy")])
    return letterbox_intrinsics(values, (record["width"], record["height"]), CACHED_SIZE)


def cached_box(box: list[float] | None, record: dict) -> np.ndarray:
    if box is None:
        return np.full(4, np.nan)
    size = (record["width"], record["height"])
    sx, sy, left, top = letterbox_intrinsics(np.array([1, 1, 0, 0]), size, CACHED_SIZE)
    return np.array(box) * [sx, sy, sx, sy] + [left, top, left, top]


def classes(things: list[dict], attribute: str, known: tuple[str, ...]) -> np.ndarray:
    index = {name: i for i, name in enumerate(known)}
    return np.array([index.get(t.get("attributes", {}).get(attribute), -1) for t in things], np.int16)


def pair_row(pair: dict) -> list[float]:
    keys = ("a", "b", "gap", *PREDICATES)
    return [float(pair[key]) if pair.get(key) is not None else np.nan for key in keys]


def offsets(counts: Iterable[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(list(counts))]).astype(np.int64)
