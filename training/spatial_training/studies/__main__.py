"""The paper's studies in small: `python -m spatial_training.studies NAME --data DIR… --validation DIR
--test DIR… -o RUNS`.

Trains every variant of a study on the same frames in the same order for the same number of samples,
asks each about the test stills, and rewrites the study's table in training/STUDIES.md. One process,
one thread. The same command goes on after a kill; finished variants are kept.
"""

import argparse
import time
from pathlib import Path

import torch

from ..evaluate.card import rewrite_between
from .catalogue import STUDIES
from .folder import NETWORKS, Settings, StudyFolder, open_folder
from .results import finish, finished
from .tables import study_table

DOCUMENT = Path(__file__).parents[2] / "STUDIES.md"


def parse_arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="spatial_training.studies",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("study", choices=[*STUDIES, "all"])
    add("--data", type=Path, nargs="+", required=True, help="folders of shards to train on")
    add("--validation", type=Path, required=True, help="folder of stills that the baselines are taken from")
    add("--test", type=Path, nargs="+", required=True, help="folders of stills to ask about; the first is in full")
    add("-o", "--output", type=Path, required=True, help="folder of all runs")
    add("--samples", type=int, default=12000, help="images that each variant is taught")
    add("--first-samples", type=int, default=8000, help="images of the first stage")
    add("--seeds", type=int, default=2, help="runs of each variant")
    add("--batch", type=int, default=16, help="images per step")
    add("--questions", type=int, default=8, help="questions per image")
    add("--peak-rate", type=float, default=4e-3, help="highest learning rate of the variants")
    add("--first-peak-rate", type=float, default=1.5e-3, help="and of the first stage")
    add("--precision", choices=["bf16", "fp32"], default="bf16", help="of convolutions and text")
    add("--test-images", type=int, default=1024, help="stills of each test folder at most")
    add("--network", choices=list(NETWORKS), default="small", help="dimensions of the network")
    add("--document", type=Path, default=DOCUMENT, help="file whose tables are rewritten")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    arguments = parse_arguments(words)
    torch.set_num_threads(1)
    settings = Settings(**{name: getattr(arguments, name) for name in Settings.__dataclass_fields__})
    folder = open_folder(arguments.output, settings, arguments.data, arguments.validation, arguments.test)
    names = list(STUDIES) if arguments.study == "all" else [arguments.study]
    for seed in range(arguments.seeds):
        for name in names:
            work(folder, name, seed)
            write_table(folder, name, seed + 1, arguments.document)


def work(folder: StudyFolder, name: str, seed: int) -> None:
    for variant in STUDIES[name].variants:
        began = time.monotonic()
        if finish(folder, STUDIES[name], variant, seed):
            print(f"{name}: {variant.key}, seed {seed}: {time.monotonic() - began:.0f} s", flush=True)


def write_table(folder: StudyFolder, name: str, seeds: int, document: Path) -> None:
    """From the seeds that all variants have, of the first `seeds` or more."""
    study, done = STUDIES[name], list(range(seeds))
    while finished(folder, study, len(done)):
        done.append(len(done))
    rewrite_between(document, f"<!-- {name} -->", f"<!-- /{name} -->", study_table(folder, study, done))


if __name__ == "__main__":
    main()
