"""The study's tables and plot, from its results alone."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np

from ..studies.intervals import Change, Values, change, figure, interval
from .demonstrator import MANNERS
from .study import VARIANTS, Tries
from .world import Vector

matplotlib.use("Agg")
REFERENCE = "all"


def _values(seeds: list[Vector]) -> list[Values]:
    return [Values(each.astype(float), np.arange(len(each)), middle=False) for each in seeds]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _moved(one: Change) -> str:
    text = f"{100 * one.value:+.1f} [{100 * one.low:+.1f}, {100 * one.high:+.1f}]"
    return f"**{text}**" if one.told_apart else text


def result_table(results: dict[str, list[Vector]]) -> str:
    """Success rates over seeds and starts, with central 95 % intervals, and the change from the reference."""
    lines = ["| trained on | success % | change | each seed % |", "|---|---|---|---|"]
    for name, title in VARIANTS.items():
        values = _values(results[name])
        low, high = interval(values)
        moved = "" if name == REFERENCE else _moved(change(values, _values(results[REFERENCE])))
        seeds = ", ".join(_percent(each.mean()) for each in results[name])
        lines.append(f"| {title} | {_percent(figure(values))} [{_percent(low)}, {_percent(high)}] | {moved} | {seeds} |")
    return "\n".join(lines)


def manner_table(tries: Tries) -> str:
    """What the tries were, and what each reward makes of them."""
    head = ["tries", "number", "succeed", "nano calls a success", "mean weight by nano", "by true poses"]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    manners = np.array([each.manner for each in tries.episodes])
    for manner in MANNERS:
        own = manners == manner
        if own.any():
            lines.append(_manner_row(manner, own, tries))
    lines.append(_manner_row("all", np.ones(len(manners), dtype=bool), tries))
    return "\n".join(lines)


def _manner_row(name: str, own: Vector, tries: Tries) -> str:
    nano, truth = (tries.weights[of][own].mean() for of in ("nano", "truth"))
    right = int((tries.called & tries.succeeded)[own].sum())
    wrong = int((tries.called & ~tries.succeeded)[own].sum())
    called = f"{right} rightly, {wrong} wrongly"
    return f"| {name} | {own.sum()} | {tries.succeeded[own].sum()} | {called} | {nano:.2f} | {truth:.2f} |"


def plot(results: dict[str, list[Vector]], path: Path) -> None:
    """A bar each with its interval, and a dot for each seed."""
    from matplotlib import pyplot

    picture, axes = pyplot.subplots(figsize=(7, 3))
    for row, (name, title) in enumerate(reversed(VARIANTS.items())):
        values = _values(results[name])
        (low, high), middle = interval(values), figure(values)
        axes.barh(row, 100 * middle, color="#4c78a8" if name in ("nano", "called") else "#b8c4d2")
        axes.plot([100 * low, 100 * high], [row, row], color="black", linewidth=1.5)
        axes.scatter([100 * each.mean() for each in results[name]], [row] * len(results[name]), s=10, c="black")
        axes.text(1, row, title, va="center", fontsize=9)
    axes.set_yticks([])
    axes.set_xlim(0, 100)
    axes.set_xlabel("trials that pick the thing up, %")
    picture.tight_layout()
    picture.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(picture)
