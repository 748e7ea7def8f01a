"""Phrases for things: unambiguous names, aliases that name one thing only, and phrases that name nothing."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from .catalogue import GENERIC, KINDS, Kind
from .palette import COLOURS, SYNONYMS, confusable

GRIPPER_ALIASES = ("robot gripper", "end effector", "hand", "claw", "robot hand", "gripper tip", "robot")


@dataclass(frozen=True)
class Identity:
    """What a thing is in one frame."""

    kind: Kind
    colour: str

    @property
    def name(self) -> str:
        return self.kind.noun if self.kind.usual == self.colour else f"{self.colour} {self.kind.noun}"


def phrases(identity: Identity) -> list[str]:
    """Everything a person might call the thing, most specific first."""
    colours = [identity.colour, *([SYNONYMS[identity.colour]] if identity.colour in SYNONYMS else [])]
    nouns = [*identity.kind.nouns, *GENERIC]
    full = [f"{c} {n}" for n in nouns for c in colours]
    described = [f"{identity.kind.noun} that is {identity.colour}"]
    return [*full, *described, *identity.kind.nouns]


def aliases(identity: Identity, others: list[Identity], rng: Generator, limit: int = 5) -> list[str]:
    """A few phrases that name this thing and none of the others, even loosely."""
    taken = {p for o in others for p in phrases(o)}
    loose = {f"{c} {n}" for o in others for n in (*o.kind.nouns, *GENERIC) for c in COLOURS if confusable(c, o.colour)}
    own = [p for p in dict.fromkeys(phrases(identity)) if p != identity.name and p not in taken and p not in loose]
    picked = [own[i] for i in rng.permutation(len(own))[:limit]]
    if identity.kind.noun in own and identity.kind.noun not in picked:
        picked.append(identity.kind.noun)
    return picked


def distinct(identity: Identity, others: list[Identity]) -> bool:
    """Whether its name cannot be mistaken for another thing's."""
    for other in others:
        shared = set(identity.kind.nouns) & set(other.kind.nouns)
        if shared and identity.colour == other.colour:
            return False
        if shared and identity.name in (other.kind.noun, *phrases(other)):
            return False
        if shared and other.name in phrases(identity):
            return False
    return True


def absent(present: list[Identity], forbidden_nouns: set[str], rng: Generator, count: int = 6) -> list[str]:
    """Phrases that name nothing here.

    Near misses (same shape in another colour, same colour of another shape) and random ones.
    """
    found: list[str] = []
    for _ in range(60):
        if len(found) == count:
            break
        candidate = _candidate(present, rng)
        known = candidate.name not in found and not forbidden_nouns & set(candidate.kind.nouns)
        if known and not any(_could_be(candidate, p) for p in present):
            found.append(candidate.name)
    return found


def _candidate(present: list[Identity], rng: Generator) -> Identity:
    colours = list(COLOURS)
    draw = rng.random()
    anchor = present[rng.integers(len(present))] if present else None
    if anchor is not None and draw < 0.45 and anchor.kind.usual is None:
        return Identity(anchor.kind, anchor.kind.colours[rng.integers(len(anchor.kind.colours))])
    kind = KINDS[rng.integers(len(KINDS))]
    if anchor is not None and draw < 0.75 and anchor.colour in kind.colours:
        return Identity(kind, anchor.colour)
    return Identity(kind, kind.colours[rng.integers(len(kind.colours))] if kind.colours else colours[0])


SAME_LOOK = [
    {"mug", "cup", "tumbler"},
    {"bowl", "plate", "dish"},
    {"pot", "bowl"},
    {"cube", "block", "box", "brick"},
    {"book", "box"},
    {"bottle", "jar"},
    {"can", "cylinder", "jar"},
    {"ball", "apple", "tomato", "lemon"},
    {"marker", "screwdriver"},
    {"towel", "sponge"},
]


def _could_be(candidate: Identity, thing: Identity) -> bool:
    """Whether somebody could take the thing for the candidate: confusable colour and the same or a similar shape."""
    if not confusable(candidate.colour, thing.colour):
        return False
    one, other = set(candidate.kind.nouns), set(thing.kind.nouns)
    return bool(one & other) or any(one & look and other & look for look in SAME_LOOK)
