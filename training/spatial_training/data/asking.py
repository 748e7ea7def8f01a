"""What is asked about an image, and which of its things each question names."""

import re

import numpy as np

from .records import phrases

ABSENT, NOBODY = -1, -2
Ask = tuple[str, int, int, int]


def asks(record: dict, relations: tuple[str, ...]) -> list[Ask]:
    """(text, relation, subject, object) of every question, each also once with an absent name.

    Things are indexes, ABSENT or NOBODY. Bare phrases where the record has no questions yet.
    """
    questions = record.get("questions") or []
    if not questions:
        return [(phrase, -1, i, NOBODY) for phrase, i in phrases(record)]
    index = {phrase: i for phrase, i in reversed(phrases(record))}
    rows: list[Ask] = []
    for question in questions:
        fact = question["fact"]
        relation = relations.index(fact["relation"]) if fact["relation"] in relations else -1
        subject = index.get(fact["subject"], ABSENT)
        other = index.get(fact["object"], ABSENT) if "object" in fact else NOBODY
        rows.append((question["question"], relation, subject, other))
    return rows + with_absent_names(rows, record)


def with_absent_names(rows: list[Ask], record: dict) -> list[Ask]:
    """For each absent phrase a question about something that is there, with its name swapped.

    Without these a question's wording gives away whether what it names is there, since only some
    kinds of question are ever asked about absent things.
    """
    random = np.random.default_rng(record["seed"])
    found = []
    for absent in record.get("absent", ()):
        text, relation, *things = rows[random.integers(len(rows))]
        role = int(random.integers(2))
        swapped = swap_name(text, things[role], absent, record)
        if swapped is not None:
            things[role] = ABSENT
            found.append((swapped, relation, things[0], things[1]))
    return found


def swap_name(text: str, thing: int, new: str, record: dict) -> str | None:
    """The text with the longest phrase that names `thing` replaced; None where none occurs."""
    if thing < 0:
        return None
    known = [phrase for phrase, index in phrases(record) if index == thing]
    for phrase in sorted(known, key=len, reverse=True):
        pattern = rf"\b{re.escape(phrase)}\b"
        if re.search(pattern, text):
            return re.sub(pattern, lambda _: new, text, count=1)
    return None
