"""Filmed tries, one file each; what is whole is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from .demonstrator import Try, demonstrate
from .filming import Set, open_set
from .world import STEPS, Action, State, Vector, observed


TABLES = 4  # rooms, cameras and sizes of the thing: a model's luck with one is not sold as its skill


@dataclass(frozen=True)
class Episode:
    """Rows are steps [STEPS]: what was seen before the action, and the action (move [3] and opening)."""

    manner: str
    succeeded: bool
    observations: Vector
    actions: Vector
    distance: Vector  # true, between tool centre point and thing [STEPS]
    raised: Vector  # true [STEPS]
    pictures: tuple[bytes, ...]
    body: tuple[float, float]  # height of the thing's centre on the table, opening at which the fingers meet it


def _path(folder: Path, k: int) -> Path:
    return folder / f"try-{k:04d}.npz"


def _acted(action: Action) -> list[float]:
    return [*action.move, action.opening]


def _write(path: Path, made: Try, pictures: list[bytes]) -> None:
    seen = made.states[:STEPS]
    temporary = path.with_suffix(f".{os.getpid()}.part")
    with temporary.open("wb") as file:
        np.savez(
            file,
            manner=made.manner,
            succeeded=made.succeeded,
            observations=[observed(s) for s in seen],
            actions=[_acted(a) for a in made.actions],
            distance=[_apart(s) for s in seen],
            raised=[s.raised for s in seen],
            body=[made.states[0].rest, made.states[0].width],
            pictures=np.frombuffer(b"".join(pictures), np.uint8),
            lengths=[len(p) for p in pictures],
        )
    os.replace(temporary, path)


def _apart(state: State) -> float:
    return float(np.linalg.norm(state.tip - state.thing))


def read_episode(folder: Path, k: int) -> Episode:
    with np.load(_path(folder, k)) as stored:
        packed, ends = stored["pictures"].tobytes(), np.cumsum(stored["lengths"])
        return Episode(
            str(stored["manner"]),
            bool(stored["succeeded"]),
            stored["observations"],
            stored["actions"],
            stored["distance"],
            stored["raised"],
            tuple(packed[end - size : end] for end, size in zip(ends, stored["lengths"], strict=True)),
            (float(stored["body"][0]), float(stored["body"][1])),
        )


def film_episodes(folder: Path, seed: int, count: int) -> None:
    """Films what is missing, in turn at each of TABLES. Try k is the same whatever was filmed before it."""
    folder.mkdir(parents=True, exist_ok=True)
    todo = [k for k in range(count) if not _path(folder, k).exists()]
    bar = tqdm(total=len(todo), unit="try")
    for number in range(TABLES):
        own = [k for k in todo if k % TABLES == number]
        table = open_set(seed * TABLES + number) if own else None
        for k in own:
            _film(table, _path(folder, k), np.random.default_rng([seed, k]))
            bar.update()
        if table:
            table.free()


def _film(table: Set, path: Path, rng: np.random.Generator) -> None:
    made = demonstrate(table.rest, table.width, rng)
    _write(path, made, [table.picture(state, rng) for state in made.states[:STEPS]])
