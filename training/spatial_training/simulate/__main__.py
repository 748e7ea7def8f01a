"""Command line of the simulator: `scenes`, `episodes`, `recordings`, `rgbd`, `examples`, `sheet`, `balance`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .balance import LIMIT, report, shares
from .episodes import write_episodes
from .examples import write_examples
from .recordings import PARTS, USUAL, write_recordings
from .render import LARGEST
from .rgbd import write_rgbd
from .shards import SPLITS, write_scenes
from .sheet import write_sheet

STILLS = [s for s in SPLITS if s != "examples"]


def _scenes(args: argparse.Namespace) -> None:
    made = write_scenes(args.split, args.seed, args.frames, args.output, args.processes)
    print(f"{made} frames written to {args.output}", file=sys.stderr)


def _episodes(args: argparse.Namespace) -> None:
    made = write_episodes(args.split, args.seed, args.count, args.output, args.size, args.rate, args.processes)
    print(f"{made} episodes written to {args.output}", file=sys.stderr)


def _recordings(args: argparse.Namespace) -> None:
    parts = tuple(p for p in PARTS if p in {*USUAL, *args.also} - set(args.without))
    made = write_recordings(args.split, args.seed, args.count, args.output, args.size, args.rate, parts, args.processes)
    print(f"{made} recordings written to {args.output}", file=sys.stderr)


def _rgbd(args: argparse.Namespace) -> None:
    made = write_rgbd(args.split, args.seed, args.count, args.output, args.processes)
    print(f"{made} stills written to {args.output}", file=sys.stderr)


def _examples(args: argparse.Namespace) -> None:
    write_examples(args.output)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) <= LARGEST[0] and 0 < int(height) <= LARGEST[1]):
        raise argparse.ArgumentTypeError(f"must be WIDTHxHEIGHT up to {LARGEST[0]}x{LARGEST[1]}; got {text!r}")
    return int(width), int(height)


def _sheet(args: argparse.Namespace) -> None:
    write_sheet(args.folder, args.output, args.count, args.columns, args.seed)


def _balance(args: argparse.Namespace) -> int:
    found = shares(args.folder)
    if not found:
        print(f"{args.folder}: no questions; run `spatial-reward vqa` on it first", file=sys.stderr)
        return 1
    print(report(found))
    lopsided = [s for s in found if s.lopsided]
    print(f"{len(lopsided)} of {len(found)} kinds have an answer that is right over {LIMIT:.0%} of the time")
    return 1 if lopsided else 0


def _add_recordings(verbs: argparse._SubParsersAction) -> None:
    recordings = verbs.add_parser(
        "recordings", help="episodes with depth, TF and a second camera, for scripts/recordings.mjs"
    )
    recordings.add_argument("--seed", type=int, default=0, help="base seed, 0 to 9999")
    recordings.add_argument("--count", type=int, default=40)
    recordings.add_argument("--split", choices=STILLS, default="test")
    recordings.add_argument("-o", "--output", type=Path, required=True)
    recordings.add_argument("--size", type=_size, default=(320, 240), help="pixels, such as 640x480")
    recordings.add_argument("--rate", type=float, default=5.0, help="pictures per second")
    recordings.add_argument("--without", choices=USUAL, nargs="+", default=[], help="leave out")
    recordings.add_argument(
        "--also", choices=sorted(set(PARTS) - set(USUAL)), nargs="+", default=[],
        help="a depth camera of its own beside the colour camera; depth of which a tenth is spoiled by a wall",
    )  # fmt: skip
    recordings.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    recordings.set_defaults(run=_recordings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spatial_training.simulate", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="verb")
    scenes = verbs.add_parser("scenes", help="stills with exact truth, in shards of 256; finished shards are kept")
    scenes.add_argument("--seed", type=int, default=0, help="base seed, 0 to 9999")
    scenes.add_argument("--frames", type=int, default=20000)
    scenes.add_argument("--split", choices=STILLS, default="train")
    scenes.add_argument("-o", "--output", type=Path, required=True)
    scenes.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    scenes.set_defaults(run=_scenes)
    episodes = verbs.add_parser("episodes", help="scripted trajectories with a fixed camera, a folder each")
    episodes.add_argument("--seed", type=int, default=0, help="base seed, 0 to 9999")
    episodes.add_argument("--count", type=int, default=60)
    episodes.add_argument("--split", choices=STILLS, default="test")
    episodes.add_argument("-o", "--output", type=Path, required=True)
    episodes.add_argument("--size", type=_size, default=(320, 240), help="pixels, such as 640x480")
    episodes.add_argument("--rate", type=float, default=5.0, help="pictures per second")
    episodes.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    episodes.set_defaults(run=_episodes)
    _add_recordings(verbs)
    rgbd = verbs.add_parser("rgbd", help="stills with depth (true, and as a camera measures it) and masks")
    rgbd.add_argument("--seed", type=int, default=0, help="base seed, 0 to 9999")
    rgbd.add_argument("--count", type=int, default=200)
    rgbd.add_argument("--split", choices=STILLS, default="test")
    rgbd.add_argument("-o", "--output", type=Path, required=True)
    rgbd.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    rgbd.set_defaults(run=_rgbd)
    examples = verbs.add_parser("examples", help="the sources of the example recordings")
    examples.add_argument("-o", "--output", type=Path, required=True)
    examples.set_defaults(run=_examples)
    sheet = verbs.add_parser("sheet", help="a contact sheet with boxes and centres drawn in")
    sheet.add_argument("folder", type=Path)
    sheet.add_argument("-o", "--output", type=Path, required=True)
    sheet.add_argument("--count", type=int, default=20)
    sheet.add_argument("--columns", type=int, default=4)
    sheet.add_argument("--seed", type=int, default=0, help="which pictures are drawn")
    sheet.set_defaults(run=_sheet)
    balance = verbs.add_parser("balance", help="how far the commonest answer to each relation would get")
    balance.add_argument("folder", type=Path)
    balance.set_defaults(run=_balance)
    return parser


def main() -> int:
    args = _parser().parse_args()
    try:
        return args.run(args) or 0
    except KeyboardInterrupt:
        print("stopped; run the same command again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
