"""The relations that nano is trained on. `relations.json` is written by `npm run relations` from the
one table of them, `src/core/relations`."""

import json
from pathlib import Path

_TABLE = json.loads(Path(__file__).with_name("relations.json").read_text(encoding="utf-8"))

RELATIONS: tuple[str, ...] = tuple(each["name"] for each in _TABLE["relations"])
"""In the order of the model's relation logits."""

PREDICATES: tuple[str, ...] = tuple(_TABLE["contacts"])
"""What surfaces decide of a pair, in the order of the model's predicate logits."""
