"""Trains nano: `python -m spatial_training.train --data DIR… --validation DIR -o RUN --minutes N`.

RUN gets the vocabulary, compiled shards, checkpoints (every two minutes) and history.jsonl.
Shards that appear below the data folders while it runs are taken in. With --resume a killed run
goes on where its last checkpoint was.
"""

import argparse
import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from ..data.compiling import compile_settled, drop_superseded, keep_compiled
from ..data.tokens import load_tokenizer
from .curves import draw_curves
from .facts import write_plan
from .prepare import CONFIG, TOKENIZER, load_config, prepare_run, prepare_warm
from .worker import HISTORY, Plan, work


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="spatial_training.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--data", type=Path, nargs="+", required=True, help="folders of shards to train on")
    add("--validation", type=Path, required=True, help="folder of held-out shards")
    add("-o", "--output", type=Path, required=True, help="the run's folder")
    add("--minutes", type=float, required=True, help="training time over all sittings")
    add("--seed", type=int, default=0)
    add("--processes", type=int, default=2, help="training processes of one thread each")
    add("--batch", type=int, default=16, help="images per process and step")
    add("--questions", type=int, default=8, help="questions per image")
    add("--peak-rate", type=float, default=1.5e-3, help="highest learning rate")
    add("--precision", choices=["bf16", "fp32"], default="bf16", help="of convolutions and text; geometry stays fp32")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--words", type=Path, help="text file of further words to know")
    start.add_argument("--warm-start", type=Path, help="folder of weights, vocabulary and dimensions to begin with")
    add("--checkpoint-minutes", type=float, default=2.0)
    add("--judge-minutes", type=float, default=4.0)
    add("--resume", action="store_true", help="go on with the run in the output folder")
    return parser.parse_args()


def start(arguments: argparse.Namespace) -> Plan:
    """Makes or finds the run's folder. Exits with a message where it is in the wrong state."""
    run: Path = arguments.output
    begun = (run / CONFIG).exists()
    if begun and not arguments.resume:
        raise SystemExit(f"{run} holds a run already: add --resume, or choose another folder")
    if arguments.resume and not begun:
        raise SystemExit(f"{run} holds no run to resume")
    if not begun and arguments.warm_start is not None:
        prepare_warm(run, arguments.warm_start)
    elif not begun:
        prepare_run(run, arguments.data, arguments.words)
    plan = Plan(
        run=run,
        minutes=arguments.minutes,
        seed=arguments.seed,
        processes=arguments.processes,
        batch=arguments.batch,
        questions=arguments.questions,
        peak_rate=arguments.peak_rate,
        precision=arguments.precision,
        checkpoint_minutes=arguments.checkpoint_minutes,
        judge_minutes=arguments.judge_minutes,
    )
    write_plan(run, {**vars(plan), "run": run.name})
    return plan


def main() -> None:
    arguments = parse_arguments()
    plan = start(arguments)
    config, tokenizer = load_config(plan.run), load_tokenizer(plan.run / TOKENIZER)
    compiled = plan.run / "compiled"
    for part, folders in (("validation", [arguments.validation]), ("train", arguments.data)):
        compile_settled(folders, compiled / part, tokenizer, config)
        drop_superseded(compiled / part)
    follower = multiprocessing.get_context("spawn").Process(
        target=keep_compiled, args=(arguments.data, compiled / "train", plan.run, config), daemon=True
    )
    follower.start()
    try:
        run_workers(plan)
    finally:
        follower.terminate()
    draw_curves(plan.run / HISTORY, plan.run / "curves.png")


def run_workers(plan: Plan) -> None:
    if plan.processes == 1:
        work(0, plan, "")
        return
    with TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(work, (plan, meeting), nprocs=plan.processes)


if __name__ == "__main__":
    main()
