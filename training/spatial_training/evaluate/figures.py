"""Figures of merit from tables of truth and answers."""

from itertools import pairwise

import numpy as np
from scipy import stats

from .measure import Table

BANDS = {"50-200": (0.5, 2.0), "66.7-150": (2 / 3, 1.5), "75-125": (0.75, 1.25), "90-110": (0.9, 1.1)}
DISTANCE_EDGES_M = (0.0, 0.05, 0.1, 0.2, 0.4, np.inf)
CAMERA_EDGES_M = (0.0, 0.6, 1.0, 1.5, np.inf)
DIRECTION_M = 0.02
NORMAL = {"50": 0.6745, "90": 1.6449}
LEAST_ROWS = 10


def errors(truth: np.ndarray, answer: np.ndarray) -> dict:
    """MAE in metres, median relative error, shares within bands of answer / truth, Spearman."""
    ratio = answer / truth
    varies = len(truth) > 2 and np.ptp(answer) > 0
    return {
        "count": len(truth),
        "mae_m": float(np.abs(answer - truth).mean()),
        "median_relative": float(np.median(np.abs(ratio - 1))),
        "within": {name: float(((ratio >= low) & (ratio <= high)).mean()) for name, (low, high) in BANDS.items()},
        "spearman": float(stats.spearmanr(truth, answer).statistic) if varies else None,
    }


def select(table: Table, mask: np.ndarray) -> Table:
    return {name: values[mask] for name, values in table.items()}


def by_bin(table: Table, key: str, edges: tuple[float, ...]) -> dict[str, dict]:
    """`errors` within each bin of column `key` that holds enough rows."""
    found = {}
    for low, high in pairwise(edges):
        rows = select(table, (table[key] >= low) & (table[key] < high))
        if len(rows[key]) >= LEAST_ROWS:
            found[f"{low:g}-{high:g}"] = errors(rows["distance"], rows["answer"])
    return found


def coverage(table: Table, factor: float) -> dict[str, float]:
    """Share of truths within the central 50 % and 90 % intervals of the log distance."""
    deviation = np.exp(0.5 * table["log_variance"]) * np.sqrt(factor)
    z = np.abs(np.log(table["answer"] / table["distance"])) / deviation
    return {name: float((z <= width).mean()) for name, width in NORMAL.items()}


def direction(table: Table, axis: str) -> dict[str, float]:
    """Share of pairs more than 2 cm apart along an axis whose order is answered right."""
    rows = select(table, np.abs(table[axis]) > DIRECTION_M)
    right = np.sign(rows[axis]) == np.sign(rows[f"answered_{axis}"])
    return {"count": len(right), "accuracy": float(right.mean())}


def ranking_auc(score: np.ndarray, positive: np.ndarray) -> float:
    """Probability that a positive is scored above a negative; ties count half."""
    ranks = stats.rankdata(score)
    count = positive.sum()
    above = ranks[positive].sum() - count * (count + 1) / 2
    return float(above / (count * (~positive).sum()))


def height_line(validation: Table) -> tuple[float, float]:
    """Least-squares distance = a + b * height of the gripper over the table."""
    rows = select(validation, np.isfinite(validation["gripper_height"]))
    slope, constant = np.polyfit(rows["gripper_height"], rows["distance"], 1)
    return float(constant), float(slope)


def scene_figures(pairs: Table, phrases: Table, validation: Table, factor: float, threshold: float) -> dict:
    """All figures of stills; baselines are fitted on the validation table, from `threshold` on a thing is answered."""
    gripper = select(pairs, pairs["gripper"] == 1)
    known = select(validation, validation["gripper"] == 1)
    constant, slope = height_line(known)
    guess = np.maximum(constant + slope * gripper["gripper_height"], 0.01)
    mean = np.full(len(gripper["distance"]), known["distance"].mean())
    return {
        "gripper_object": errors(gripper["distance"], gripper["answer"]),
        "all_pairs": errors(pairs["distance"], pairs["answer"]),
        "baseline_mean": errors(gripper["distance"], mean),
        "baseline_height": errors(gripper["distance"], guess),
        "relative_to_mean": float(
            np.median(np.abs(gripper["answer"] / gripper["distance"] - 1))
            / np.median(np.abs(mean / gripper["distance"] - 1))
        ),
        "by_distance_m": by_bin(gripper, "distance", DISTANCE_EDGES_M),
        "by_camera_distance_m": by_bin(gripper, "camera_distance", CAMERA_EDGES_M),
        "coverage": coverage(gripper, factor),
        "left_right": direction(pairs, "right"),
        "front_behind": direction(pairs, "behind"),
        "visible_auc": ranking_auc(phrases["score"], phrases["seen"] == 1),
        "answered": {
            name: float((phrases["score"][phrases["seen"] == seen] >= threshold).mean())
            for name, seen in (("seen", 1), ("absent", 0))
        },
        "median_pixel_error": float(np.median(pairs["pixel"])),
    }
