"""Does the reward make a better policy? `python -m spatial_training.proof -o RUNS`

Films scripted tries of mixed quality, has `spatial-reward label` value them and export LeRobot's weights, clones them
with and without, and tries what was learnt; then rewrites the tables and the plot of docs/proof.md. The same command
goes on after a kill.
"""

import argparse
import shlex
from pathlib import Path

import torch

from ..evaluate.card import rewrite_between
from .page import manner_table, plot, result_table
from .study import Settings, keep_settings, prepare, results

REPOSITORY = Path(__file__).parents[3]
DOCUMENT = REPOSITORY / "docs" / "proof.md"
PRODUCT = f"node {shlex.quote(str(REPOSITORY / 'dist' / 'cli' / 'main.js'))}"
WORDS = "pick up the tomato"


def parse_arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="spatial_training.proof", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("-o", "--output", type=Path, required=True, help="folder of films, labels and results")
    add("--tries", type=int, default=200, help="demonstrations")
    add("--trials", type=int, default=400, help="starts that each policy is tried from")
    add("--seeds", type=int, default=5, help="policies of each variant")
    add("--seed", type=int, default=0, help="of the demonstrations")
    add("--product", default=PRODUCT, help="how spatial-reward is called")
    add("--document", type=Path, default=DOCUMENT, help="page whose tables are rewritten; its plot lies beside it")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    arguments = parse_arguments(words)
    torch.set_num_threads(1)
    settings = Settings(arguments.seed, arguments.tries, arguments.trials)
    keep_settings(arguments.output, settings)
    tries = prepare(arguments.output, settings, shlex.split(arguments.product), WORDS)
    found = results(arguments.output, settings, tries, arguments.seeds)
    document: Path = arguments.document
    plot(found, document.with_suffix(".png"))
    rewrite_between(document, "<!-- proof: results -->", "<!-- /proof: results -->", result_table(found))
    rewrite_between(document, "<!-- proof: tries -->", "<!-- /proof: tries -->", manner_table(tries))


if __name__ == "__main__":
    main()
