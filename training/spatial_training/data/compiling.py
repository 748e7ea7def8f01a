"""Keeps compiled shards up with the data set folders, while more of them are being rendered."""

import hashlib
import json
import multiprocessing
import shutil
import time
from pathlib import Path

from tokenizers import Tokenizer

from ..model import NanoConfig
from .records import RECORDS, find_shards
from .shard import compile_shard, fingerprint
from .tokens import load_tokenizer

SETTLED_SECONDS = 3.0
PAUSE_SECONDS = 15.0


def compile_settled(folders: list[Path], target: Path, tokenizer: Tokenizer, config: NanoConfig) -> int:
    """Compiles every shard below `folders` that is new or changed and no longer being written.

    Returns how many were compiled.
    """
    target.mkdir(parents=True, exist_ok=True)
    compiled = 0
    for shard in find_shards(folders):
        place = target / compiled_name(shard)
        if place.exists() or time.time() - (shard / RECORDS).stat().st_mtime < SETTLED_SECONDS:
            continue
        compile_shard(shard, place, tokenizer, config)
        compiled += 1
    return compiled


def keep_compiled(folders: list[Path], target: Path, run: Path, config: NanoConfig) -> None:
    """For as long as the process that started this one lives."""
    tokenizer = load_tokenizer(run / "tokenizer.json")
    while not orphaned():
        compile_settled(folders, target, tokenizer, config)
        time.sleep(PAUSE_SECONDS)


def orphaned() -> bool:
    """Whether this process was started by one that has died, killed perhaps: it must not go on beside the next run."""
    parent = multiprocessing.parent_process()
    return parent is not None and not parent.is_alive()


def compiled_name(shard: Path) -> str:
    state = json.dumps(fingerprint(shard), sort_keys=True)
    return f"{shard.name}-{hashlib.sha256(state.encode()).hexdigest()[:12]}"


def newest_compilations(folder: Path) -> list[Path]:
    """One compiled folder per shard, the latest, in order of the shards' paths."""
    newest: dict[str, Path] = {}
    for path in sorted(folder.glob("*/source.json"), key=lambda p: p.stat().st_mtime_ns):
        if not path.parent.name.endswith(".draft"):
            newest[json.loads(path.read_text(encoding="utf-8"))["path"]] = path.parent
    return [newest[source] for source in sorted(newest)]


def drop_superseded(folder: Path) -> None:
    """Removes drafts and older compilations; only safe while nothing reads them."""
    kept = set(newest_compilations(folder))
    for path in folder.glob("*"):
        if path not in kept:
            shutil.rmtree(path)
