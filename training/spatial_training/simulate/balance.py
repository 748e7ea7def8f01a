"""Counts what the questions of a data set answer, and how far its commonest answers would get."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .truth import Record

LIMIT = 0.65  # no answer may be right more often than this
ENOUGH = 30  # fewer questions of a kind say nothing
WITHIN = 1.25  # a length counts as answered within 25 %


@dataclass(frozen=True)
class Share:
    """Of one relation in one role of the gripper: its commonest answer and how often that is right."""

    relation: str
    role: str
    count: int
    answer: str
    share: float

    @property
    def lopsided(self) -> bool:
        """Over the limit by more than the standard error of so many questions."""
        error = float(np.sqrt(self.share * (1 - self.share) / self.count))
        return self.count >= ENOUGH and self.share - error > LIMIT


def _facts(folder: Path) -> Iterator[tuple[str, str, bool | float]]:
    """(relation, the gripper's role, answer) of every question whose answer is known."""
    for file in sorted(folder.rglob("data.jsonl")):
        for line in file.read_text().splitlines():
            record: Record = json.loads(line)
            grippers = {t["name"] for t in record["things"] if t.get("gripper")}
            for question in record.get("questions", ()):
                fact = question["fact"]
                answer = fact.get("holds", fact.get("metres"))
                if answer is not None:
                    yield fact["relation"], _role(fact, grippers), answer


def _role(fact: Record, grippers: set[str]) -> str:
    if fact["subject"] in grippers:
        return "gripper first"
    return "gripper second" if fact.get("object") in grippers else "things"


def _commonest(answers: list[bool | float]) -> tuple[str, float]:
    """Yes or no; of lengths the one that is within 25 % of most."""
    if isinstance(answers[0], bool):
        yes = float(np.mean(answers))
        return ("yes", yes) if yes >= 0.5 else ("no", 1 - yes)
    lengths = np.sort(np.array(answers, float))
    reach = np.searchsorted(lengths, lengths * WITHIN**2, side="right") - np.arange(len(lengths))
    best = int(np.argmax(reach))
    return f"{100 * lengths[best] * WITHIN:.1f} cm", float(reach[best]) / len(lengths)


def shares(folder: Path) -> list[Share]:
    """Of every relation and role that is asked about. Empty where `spatial-reward vqa` has asked nothing yet."""
    found: dict[tuple[str, str], list[bool | float]] = defaultdict(list)
    for relation, role, answer in _facts(folder):
        found[relation, role].append(answer)
        found[relation, "all"].append(answer)
    return [Share(*key, len(answers), *_commonest(answers)) for key, answers in sorted(found.items())]


def report(found: list[Share]) -> str:
    head = f"{'relation':<20} {'role':<15} {'asked':>6}  {'commonest':<10} share"
    rows = [
        f"{s.relation:<20} {s.role:<15} {s.count:>6}  {s.answer:<10} {s.share:5.0%}{' <' if s.lopsided else ''}"
        for s in found
    ]
    return "\n".join([head, *rows])
