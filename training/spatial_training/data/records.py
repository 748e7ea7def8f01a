"""Reads data.jsonl: one image a line, with its camera, things, pairs and questions."""

import json
from collections.abc import Iterator
from pathlib import Path

RECORDS = "data.jsonl"
SIDE_WORDS = frozenset({"left", "right", "leftmost", "rightmost"})


def read_records(folder: Path) -> Iterator[dict]:
    """Yields every line of FOLDER/data.jsonl.

    Raises FileNotFoundError, or ValueError with the line's number where it isn't an object.
    """
    path = folder / RECORDS
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(record, dict):
                raise ValueError(f"{path}:{number}: expected an object")
            yield record


def find_shards(folders: list[Path]) -> list[Path]:
    """Every folder at or below `folders` that holds a data.jsonl, in order of path.

    Hidden folders are skipped: shards are rendered there before they are whole.
    """
    return sorted(
        path.parent
        for folder in {folder.resolve() for folder in folders}
        for path in folder.rglob(RECORDS)
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def phrases(record: dict) -> list[tuple[str, int]]:
    """What names the things of a record, with the thing's index; -1 for absent ones."""
    named = [
        (phrase, index)
        for index, thing in enumerate(record["things"])
        for phrase in (thing["name"], *thing.get("aliases", ()))
    ]
    return named + [(phrase, -1) for phrase in record.get("absent", ())]


def mirrors(record: dict) -> bool:
    """Whether the names stay true when left and right are swapped."""
    return not any(SIDE_WORDS & set(phrase.lower().split()) for phrase, _ in phrases(record))
