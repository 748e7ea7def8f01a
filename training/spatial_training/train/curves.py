"""Training curves as a picture, from a run's history."""

import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402

SHOWN_LOSSES = ("heat", "depth", "distance", "depth_ratio", "visible", "relation")


def draw_curves(history: Path, target: Path) -> None:
    """Left: training losses. Right: held-out median relative error, that of a constant, and depth."""
    entries = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for name in SHOWN_LOSSES:
        points = [(e["samples"] / 1e3, e["losses"][name]) for e in entries if name in e["losses"]]
        left.plot(*zip(*points, strict=True), label=name)
    left.set(xlabel="thousand samples", ylabel="training loss", yscale="log")
    for name in ("median_relative", "constant_median_relative", "log_depth"):
        points = [(e["samples"] / 1e3, e["validation"][name]) for e in entries if name in e.get("validation", {})]
        if points:
            right.plot(*zip(*points, strict=True), marker=".", label=name.replace("_", " "))
    right.set(xlabel="thousand samples", ylabel="held-out error", ylim=(0, None))
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    figure.savefig(target, dpi=110)
    pyplot.close(figure)
