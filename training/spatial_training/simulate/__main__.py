"""Command line of the simulator: `scenes`, `episodes`, `examples`, `sheet`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .shards import SPLITS, write_scenes
from .sheet import write_sheet


def _scenes(args: argparse.Namespace) -> None:
    made = write_scenes(args.split, args.seed, args.frames, args.output, args.processes)
    print(f"{made} frames written to {args.output}", file=sys.stderr)


def _sheet(args: argparse.Namespace) -> None:
    write_sheet(args.folder, args.output, args.count, args.columns, args.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spatial_training.simulate", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="verb")
    scenes = verbs.add_parser("scenes", help="stills with exact truth, in shards of 256; finished shards are kept")
    scenes.add_argument("--seed", type=int, default=0, help="base seed, 0 to 9999")
    scenes.add_argument("--frames", type=int, default=20000)
    scenes.add_argument("--split", choices=[s for s in SPLITS if s != "examples"], default="train")
    scenes.add_argument("-o", "--output", type=Path, required=True)
    scenes.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    scenes.set_defaults(run=_scenes)
    sheet = verbs.add_parser("sheet", help="a contact sheet with boxes and centres drawn in")
    sheet.add_argument("folder", type=Path)
    sheet.add_argument("-o", "--output", type=Path, required=True)
    sheet.add_argument("--count", type=int, default=20)
    sheet.add_argument("--columns", type=int, default=4)
    sheet.add_argument("--seed", type=int, default=0, help="which pictures are drawn")
    sheet.set_defaults(run=_sheet)
    return parser


def main() -> int:
    args = _parser().parse_args()
    try:
        args.run(args)
    except KeyboardInterrupt:
        print("stopped; run the same command again to go on", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
