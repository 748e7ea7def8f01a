"""Measures a model directory: `python -m spatial_training.evaluate models/nano --scenes DIR
--validation DIR --episodes DIR`.

Writes MODEL/evaluation.json and fills the figures of MODEL/README.md. Baselines are fitted on
--validation; nothing is fitted on --scenes or --episodes.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from ..data.records import find_shards, read_records
from ..export.settings import write_json
from .card import fill_card
from .episodes import episode_figures, measure_episodes
from .figures import scene_figures
from .measure import Table, measure_scenes
from .runner import VARIANTS, Runner
from .wording import distance_wordings

EVALUATION = "evaluation.json"
WORDINGS = 8


def records_of(folder: Path, most: int) -> list[tuple[Path, dict]]:
    """(folder, record) of the first `most` images. Raises ValueError where there are none."""
    found = [(shard, record) for shard in find_shards([folder]) for record in read_records(shard)]
    if not found:
        raise ValueError(f"no data.jsonl with images below {folder}")
    return found[:most]


def tables_of(runner: Runner, records: list[tuple[Path, dict]], wordings: list[str]) -> tuple[Table, Table]:
    """Rows about pairs and about phrases, over all images."""
    parts = [measure_scenes(runner, folder, [record], wordings) for folder, record in records]
    return join([pairs for pairs, _ in parts]), join([phrases for _, phrases in parts])


def join(tables: list[Table]) -> Table:
    filled = [table for table in tables if table]
    return {name: np.concatenate([table[name] for table in filled]) for name in filled[0]}


def evaluate(arguments: argparse.Namespace, variant: str) -> dict:
    runner = Runner(arguments.model, variant)
    validation = records_of(arguments.validation, arguments.images)
    wordings = distance_wordings((record for _, record in validation), WORDINGS)
    known, _ = tables_of(runner, validation, wordings)
    figures: dict = {"wordings": wordings, "canvas": list(runner.settings.canvas)}
    factor, threshold = runner.settings.calibration.get("distance", 1.0), runner.settings.visible_threshold
    for name in ("scenes", "kept_out"):
        folder = getattr(arguments, name)
        if folder is not None:
            records = records_of(folder, arguments.images)
            pairs, phrases = tables_of(runner, records, wordings)
            figures[name] = {"images": len(records), **scene_figures(pairs, phrases, known, factor, threshold)}
    if arguments.episodes is not None:
        episodes = measure_episodes(runner, records_of(arguments.episodes, 10**9), wordings[0])
        figures["episodes"] = episode_figures(episodes, threshold)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="spatial_training.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", type=Path, help="model directory")
    parser.add_argument("--validation", type=Path, required=True, help="baselines are fitted here")
    parser.add_argument("--scenes", type=Path, help="stills never trained or tuned on")
    parser.add_argument("--kept-out", type=Path, help="stills with grippers and shapes kept out")
    parser.add_argument("--episodes", type=Path, help="episodes never trained or tuned on")
    parser.add_argument("--images", type=int, default=2000, help="stills of each folder at most")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("-o", "--output", type=Path, help="default: MODEL/evaluation.json")
    arguments = parser.parse_args()
    figures = {variant: evaluate(arguments, variant) for variant in arguments.variants}
    target = arguments.output or arguments.model / EVALUATION
    write_json(target, figures)
    print(json.dumps(figures, indent=2))
    if arguments.output is None:
        fill_card(arguments.model, figures)


if __name__ == "__main__":
    main()
