"""What the splits draw from: gripper families, real and procedural, and kinds of thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator

from . import packaged, packaged_grippers
from .catalogue import KINDS, UNSEEN_KINDS, Kind
from .gripper import Gripper
from .grippers import FAMILIES, UNSEEN_FAMILIES

Family = Callable[[Generator], Gripper]
UNSEEN_SPLIT = "unseen-gripper"


@dataclass(frozen=True)
class Repertoire:
    """Which gripper families, by name, and kinds of thing a split may show."""

    families: dict[str, Family]
    kinds: tuple[Kind, ...]


def robots() -> str:
    """Which robots families are chosen from here; the same seed draws the same with the same robots alone."""
    known = packaged.package_version()
    return "procedural" if known is None else f"procedural, {packaged.PACKAGE} {known}"


def repertoire_of(split: str) -> Repertoire:
    """Kept-out grippers and kinds of thing appear in their own split alone."""
    real = packaged_grippers.families()
    if split == UNSEEN_SPLIT:
        kept_out = {name: real[name] for name in packaged_grippers.UNSEEN if name in real}
        return Repertoire(UNSEEN_FAMILIES | kept_out, KINDS + UNSEEN_KINDS)
    seen = {name: family for name, family in real.items() if name not in packaged_grippers.UNSEEN}
    return Repertoire(FAMILIES | seen, KINDS)
