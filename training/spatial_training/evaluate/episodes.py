"""How well distances along an episode keep the order of the true ones."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy import stats

from .measure import Table, columns, encode_record, pair_row
from .runner import Runner
from .wording import ask_distance

LEAST_FRAMES = 5


def measure_episodes(runner: Runner, records: Iterable[tuple[Path, dict]], wording: str) -> dict[str, Table]:
    """Per episode, one row per frame in order of time about its task's subject and object."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for folder, record in records:
        names = [thing["name"] for thing in record["things"]]
        subject, other = record["task"]["subject"], record["task"]["object"]
        answers = runner.ask(encode_record(runner, folder, record), [ask_distance(wording, subject, other)])
        row = pair_row(record, names.index(subject), names.index(other), answers, 0, runner.settings.canvas)
        rows[record["episode"]].append({**row, "t": record["t"]})
    return {name: columns(sorted(frames, key=lambda row: row["t"])) for name, frames in rows.items()}


def episode_figures(episodes: dict[str, Table], threshold: float) -> dict:
    """Spearman per episode of the model's distances and of the gripper's height alone.

    Over all frames, hidden things and all, and over those the model answers: both things in view
    with at least `threshold` probability. Too few answered frames keep no order (0).
    """
    kept = {n: t for n, t in episodes.items() if len(t["t"]) >= LEAST_FRAMES}
    model = {n: order(t["distance"], t["answer"]) for n, t in kept.items()}
    answered = {n: answered_order(t, threshold) for n, t in kept.items()}
    height = {n: order(t["distance"], t["gripper_height"]) for n, t in kept.items()}
    judged = [n for n in kept if np.isfinite(model[n])]
    return {
        "episodes": len(judged),
        "frames": int(sum(len(kept[n]["t"]) for n in judged)),
        "median_spearman": median(model[n] for n in judged),
        "median_spearman_answered": median(answered[n] for n in judged),
        "median_spearman_height_only": median(height[n] for n in judged),
        "share_above_height_only": float(np.mean([model[n] > height[n] for n in judged])),
        "share_at_least_0.8": float(np.mean([model[n] >= 0.8 for n in judged])),
        "share_unanswered": float(np.mean(np.concatenate([kept[n]["score"] for n in judged]) < threshold)),
        "per_episode": {n: {"model": model[n], "answered": answered[n], "height": height[n]} for n in sorted(judged)},
    }


def answered_order(table: Table, threshold: float) -> float:
    kept = table["score"] >= threshold
    if kept.sum() < LEAST_FRAMES or np.ptp(table["distance"][kept]) == 0:
        return 0.0
    return order(table["distance"][kept], table["answer"][kept])


def order(truth: np.ndarray, answer: np.ndarray) -> float:
    """Spearman; a constant answer keeps no order (0), a constant truth has none (NaN)."""
    if np.ptp(truth) == 0:
        return float("nan")
    if not np.isfinite(answer).all() or np.ptp(answer) == 0:
        return 0.0
    return float(stats.spearmanr(truth, answer).statistic)


def median(values: Iterable[float]) -> float:
    return float(np.median(list(values)))
