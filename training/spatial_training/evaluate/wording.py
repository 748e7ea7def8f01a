"""How the data set itself words a question about distance, so that evaluation asks what training
asked and no second list of wordings exists."""

from collections import Counter
from collections.abc import Iterable

SUBJECT, OBJECT = "{subject}", "{object}"


def distance_wordings(records: Iterable[dict], count: int) -> list[str]:
    """The commonest `count` wordings of distance questions with the names taken out.

    Raises ValueError where the records hold no such question.
    """
    found: Counter[str] = Counter()
    for record in records:
        for question in record.get("questions") or ():
            wording = without_names(question["question"], question["fact"])
            if wording is not None:
                found[wording] += 1
    if not found:
        raise ValueError("no distance question in the data: run `spatial-reward vqa` on it first")
    return [wording for wording, _ in sorted(found.items(), key=lambda w: (-w[1], w[0]))[:count]]


def without_names(text: str, fact: dict) -> str | None:
    """The text with its two names as placeholders; None where it isn't about their distance."""
    subject, other = fact["subject"], fact.get("object")
    if fact["relation"] != "distance" or other is None:
        return None
    if subject in other or other in subject:
        return None
    if text.count(subject) != 1 or text.count(other) != 1:
        return None
    return text.replace(subject, SUBJECT).replace(other, OBJECT)


def ask_distance(wording: str, subject: str, other: str) -> str:
    return wording.replace(SUBJECT, subject).replace(OBJECT, other)
