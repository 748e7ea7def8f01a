"""Asks a model about every pair of a data set and lays answers beside the truth."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
from PIL import Image

from ..data.letterbox import letterbox_intrinsics
from ..data.sample import SEEN, project
from ..lens import STRAIGHT
from .runner import Runner, Tensors
from .wording import ask_distance

MOST_PAIRS = 24
Table = dict[str, np.ndarray]


def measure_scenes(runner: Runner, folder: Path, records: Iterable[dict], wordings: list[str]) -> tuple[Table, Table]:
    """One row per pair of seen things, and one per phrase asked for that is seen or absent."""
    pairs: list[dict[str, float]] = []
    phrases: list[dict[str, float]] = []
    for record in records:
        wording = wordings[record["seed"] % len(wordings)]
        asked = seen_pairs(record)
        absent = record.get("absent", [])
        names = [thing["name"] for thing in record["things"]]
        texts = [ask_distance(wording, names[a], names[b]) for a, b in asked]
        texts += [ask_distance(wording, phrase, "gripper") for phrase in absent]
        if not texts:
            continue
        answers = runner.ask(encode_record(runner, folder, record), texts)
        for row, (a, b) in enumerate(asked):
            pairs.append(pair_row(record, a, b, answers, row, runner.settings.canvas))
            phrases.append({"score": score(answers, row, 0), "seen": 1.0})
        for row in range(len(asked), len(texts)):
            phrases.append({"score": score(answers, row, 0), "seen": 0.0})
    return columns(pairs), columns(phrases)


def encode_record(runner: Runner, folder: Path, record: dict) -> Tensors:
    camera = record["camera"]
    intrinsics = np.array([camera[key] for key in ("fx", "fy", "cx", "cy")])
    with Image.open(folder / record["image"]) as image:
        return runner.encode(image, intrinsics)


def seen_pairs(record: dict) -> list[tuple[int, int]]:
    """Pairs of things in sight, the gripper's first; at most MOST_PAIRS."""
    things = record["things"]
    seen = [i for i, thing in enumerate(things) if thing["visible"] >= SEEN]
    pairs = [(b, a) if things[b].get("gripper") else (a, b) for a, b in combinations(seen, 2)]
    return sorted(pairs, key=lambda pair: not things[pair[0]].get("gripper"))[:MOST_PAIRS]


def pair_row(record: dict, a: int, b: int, answers: Tensors, row: int, canvas: tuple[int, int]) -> dict[str, float]:
    """Truth and answer about one pair; lengths in metres, pixels those of the canvas."""
    first, second = (np.array(record["things"][i]["centre"]) for i in (a, b))
    point = answers["point"][row]
    distortion = np.array(record["camera"].get("distortion", STRAIGHT))
    pixel = project(first[None], canvas_intrinsics(record, canvas), distortion)[0]
    gripper = bool(record["things"][a].get("gripper"))
    return {
        "gripper": float(gripper),
        "distance": float(np.linalg.norm(first - second)),
        "answer": float(np.exp(answers["distance_log_mean"][row])),
        "log_variance": float(answers["distance_log_variance"][row]),
        "camera_distance": float(0.5 * (first[2] + second[2])),
        "right": float(first[0] - second[0]),
        "answered_right": float(point[0, 0] - point[1, 0]),
        "behind": float(first[2] - second[2]),
        "answered_behind": float(point[0, 2] - point[1, 2]),
        "gripper_height": height_over_table(record, first) if gripper else float("nan"),
        "pixel": float(np.linalg.norm(pixel - answers["pixel"][row, 0])),
        "score": min(score(answers, row, 0), score(answers, row, 1)),
    }


def canvas_intrinsics(record: dict, canvas: tuple[int, int]) -> np.ndarray:
    """Intrinsics (fx, fy, cx, cy) of the record's image on the canvas."""
    camera = record["camera"]
    values = np.array([camera[key] for key in ("fx", "fy", "cx", "cy")])
    return letterbox_intrinsics(values, (record["width"], record["height"]), canvas)


def height_over_table(record: dict, point: np.ndarray) -> float:
    """Metres along up over the lowest underside of any thing; NaN where up is unknown."""
    up = record["camera"].get("up")
    undersides = [
        float(np.dot(t["centre"], up)) - t["height"] / 2
        for t in record["things"]
        if up is not None and not t.get("gripper") and "height" in t
    ]
    return float(np.dot(point, up)) - min(undersides) if undersides else float("nan")


def score(answers: Tensors, row: int, role: int) -> float:
    """Probability that the named thing is in view."""
    return float(1 / (1 + np.exp(-answers["visible_logit"][row, role])))


def columns(rows: list[dict[str, float]]) -> Table:
    return {name: np.array([row[name] for row in rows]) for name in (rows[0] if rows else ())}
