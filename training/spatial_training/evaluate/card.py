"""Puts measured figures into a model's card, between markers, so that none is typed by hand."""

import json
from pathlib import Path

from ..train.facts import FACTS

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
CARD = "README.md"


def fill_card(model: Path, figures: dict) -> None:
    """Rewrites the marked part of MODEL/README.md. Raises ValueError where a marker is missing."""
    body = "\n\n".join([*training_lines(model), *tables(figures)])
    rewrite_between(model / CARD, BEGIN, END, body)


def rewrite_between(path: Path, begin: str, end: str, body: str) -> None:
    """Replaces what stands between two markers of a file. Raises ValueError where one is missing."""
    text = path.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise ValueError(f"{path}: expected the markers {begin} and {end}")
    head, rest = text.split(begin, 1)
    tail = rest.split(end, 1)[1]
    path.write_text(f"{head}{begin}\n{body}\n{end}{tail}", encoding="utf-8")


def training_lines(model: Path) -> list[str]:
    path = model / FACTS
    if not path.exists():
        return []
    run = json.loads(path.read_text(encoding="utf-8"))
    device = run.get("device") or f"{run['processes']} CPU cores shared with other work"
    return [
        f"Trained on {run['frames']:,} rendered frames, {run['samples']:,} samples "
        f"({run['questions']} questions each) in {run['minutes']:.0f} minutes on {device}; "
        f"seed {run['seed']}, {run['parameters'] / 1e6:.1f} million parameters."
    ]


def tables(figures: dict) -> list[str]:
    parts = []
    titles = {"scenes": "Stills of unseen seeds", "kept_out": "Kept-out grippers and shapes"}
    for name, title in titles.items():
        if all(name in variant for variant in figures.values()):
            parts += [f"### {title}", scenes_table(figures, name), *bins(figures, name)]
    if all("episodes" in variant for variant in figures.values()):
        parts += ["### Unseen episodes", episodes_table(figures)]
    return parts


def scenes_table(figures: dict, name: str) -> str:
    """Gripper-object distances by variant, and the baselines."""
    rows = []
    for variant, found in figures.items():
        rows.append((f"nano {variant}", found[name]["gripper_object"]))
        rows.append((f"nano {variant}, all pairs", found[name]["all_pairs"]))
    first = next(iter(figures.values()))[name]
    rows.append(("always the mean", first["baseline_mean"]))
    rows.append(("from the gripper's height alone", first["baseline_height"]))
    lines = [
        "| gripper to object | pairs | MAE cm | median relative | ±10 % | ±25 % | [50, 200] % | Spearman |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for title, e in rows:
        within = e["within"]
        spearman = "" if e["spearman"] is None else f"{e['spearman']:.2f}"
        lines.append(
            f"| {title} | {e['count']} | {100 * e['mae_m']:.1f} | {e['median_relative']:.3f} "
            f"| {percent(within['90-110'])} | {percent(within['75-125'])} "
            f"| {percent(within['50-200'])} | {spearman} |"
        )
    others = [
        f"{variant}: {found[name]['relative_to_mean']:.2f} × the median relative error of the mean; "
        f"intervals of 50 / 90 % cover {percent(found[name]['coverage']['50'])} / "
        f"{percent(found[name]['coverage']['90'])} %; left/right "
        f"{percent(found[name]['left_right']['accuracy'])} %, front/behind "
        f"{percent(found[name]['front_behind']['accuracy'])} % (beyond 2 cm); absent things told "
        f"from seen ones with AUC {found[name]['visible_auc']:.3f}, answered "
        f"{percent(found[name]['answered']['seen'])} % of the seen and "
        f"{percent(found[name]['answered']['absent'])} % of the absent; points land "
        f"{found[name]['median_pixel_error']:.1f} px off (median, canvas of {' × '.join(map(str, found['canvas']))})."
        for variant, found in figures.items()
    ]
    return "\n".join(lines) + "\n\n" + "\n".join(f"- {line}" for line in others)


def bins(figures: dict, name: str) -> list[str]:
    """The first variant's errors by true distance and by distance from the camera."""
    found = next(iter(figures.values()))[name]
    parts = []
    for key, title in (
        ("by_distance_m", "true distance, m"),
        ("by_camera_distance_m", "from the camera, m"),
    ):
        lines = [f"| {title} | pairs | MAE cm | median relative |", "|---|---|---|---|"]
        lines += [
            f"| {edges} | {e['count']} | {100 * e['mae_m']:.1f} | {e['median_relative']:.3f} |"
            for edges, e in found[key].items()
        ]
        parts.append("\n".join(lines))
    return parts


def episodes_table(figures: dict) -> str:
    lines = [
        "| | episodes | median Spearman, all frames | answered frames | of the height alone "
        "| share ≥ 0.8 | better than height | unanswered frames |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for variant, found in figures.items():
        e = found["episodes"]
        lines.append(
            f"| nano {variant} | {e['episodes']} | {e['median_spearman']:.3f} "
            f"| {e['median_spearman_answered']:.3f} "
            f"| {e['median_spearman_height_only']:.3f} | {percent(e['share_at_least_0.8'])} % "
            f"| {percent(e['share_above_height_only'])} % | {percent(e['share_unanswered'])} % |"
        )
    return "\n".join(lines)


def percent(share: float) -> str:
    return f"{100 * share:.0f}"
