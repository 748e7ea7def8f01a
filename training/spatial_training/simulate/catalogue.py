"""Every kind of thing by its everyday noun: how it is built, what else it is called, which colours it comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator

from . import food, goods, tools, vessels
from .palette import COLOURS
from .solid import Solid

ANY = tuple(COLOURS)


@dataclass(frozen=True)
class Kind:
    """`nouns`: the first is canonical. `usual`: the colour that goes without saying ("carrot")."""

    nouns: tuple[str, ...]
    build: Callable[[Generator], Solid]
    colours: tuple[str, ...] = ANY
    usual: str | None = None
    weight: float = 1.0

    @property
    def noun(self) -> str:
        return self.nouns[0]


KINDS: tuple[Kind, ...] = (
    Kind(("cube", "block"), goods.cube, weight=2.2),
    Kind(("block", "brick"), goods.block, weight=1.2),
    Kind(("box", "carton", "package"), goods.carton, weight=1.3),
    Kind(("ball", "sphere"), goods.ball, weight=1.5),
    Kind(("cylinder", "peg"), goods.cylinder, weight=1.2),
    Kind(("can", "tin", "soda can"), vessels.can, weight=1.6),
    Kind(("coke can", "can", "soda can", "cola can"), vessels.can, ("red",), "red", 0.6),
    Kind(("bottle", "plastic bottle"), vessels.bottle, weight=1.4),
    Kind(("tea bottle", "bottle"), vessels.tea_bottle, ("orange", "green", "brown", "yellow"), weight=1.0),
    Kind(("jar",), vessels.jar, weight=0.7),
    Kind(("mug", "cup", "coffee mug"), vessels.mug, weight=1.8),
    Kind(("cup", "tumbler"), vessels.cup, weight=1.2),
    Kind(("bowl", "dish"), vessels.bowl, weight=2.0),
    Kind(("plate", "dish"), vessels.plate, weight=1.3),
    Kind(
        ("pot", "cooking pot"),
        vessels.pot,
        ("gray", "black", "red", "orange", "blue", "brown", "white"),
        weight=1.2,
    ),
    Kind(("tape roll", "roll of tape", "tape"), vessels.tape_roll, weight=0.7),
    Kind(("carrot",), food.carrot, ("orange",), "orange", 1.0),
    Kind(("eggplant", "aubergine"), food.eggplant, ("purple",), "purple", 1.2),
    Kind(("banana",), food.banana, ("yellow",), "yellow", 0.9),
    Kind(("apple",), food.apple, ("red", "green"), None, 0.8),
    Kind(("tomato",), food.tomato, ("red",), "red", 0.6),
    Kind(("lemon",), food.lemon, ("yellow",), "yellow", 0.6),
    Kind(("sponge",), goods.sponge, ("yellow", "green", "blue", "pink", "turquoise", "orange"), weight=1.1),
    Kind(
        ("spoon",),
        tools.spoon,
        ("gray", "brown", "black", "red", "green", "blue", "yellow", "orange", "white"),
        weight=1.0,
    ),
    Kind(("marker", "pen"), tools.marker, weight=0.8),
    Kind(("screwdriver",), tools.screwdriver, ("red", "yellow", "blue", "orange", "green", "black"), weight=0.7),
    Kind(("towel", "cloth", "napkin"), goods.towel, weight=0.9),
    Kind(("book",), goods.book, weight=0.6),
    Kind(("drawer handle", "pull handle"), goods.drawer_handle, ("gray", "black", "brown", "white"), weight=0.5),
    Kind(("remote control", "remote"), goods.remote, ("black", "gray", "white"), weight=0.5),
    Kind(("rubber duck", "duck", "toy duck"), goods.duck, ("yellow", "pink", "blue", "green"), weight=0.6),
)
# Kept out of training; phrases speak of them as "the red object".
UNSEEN_KINDS: tuple[Kind, ...] = (
    Kind(("cone",), goods.cone),
    Kind(("hammer",), tools.hammer, ("red", "brown", "yellow", "blue")),
    Kind(("toy car", "car"), goods.toy_car),
)
GENERIC = ("object", "thing")
