"""A phrase that is written down names one thing, or none."""

import numpy as np
import pytest

from spatial_training.simulate.names import Identity, absent, aliases, distinct, phrases

from .conftest import kind


def thing(colour: str, noun: str) -> Identity:
    return Identity(kind(noun), colour)


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        (thing("red", "mug"), thing("blue", "mug"), True),
        (thing("red", "mug"), thing("red", "cup"), False),  # a red mug is a red cup to many
        (thing("red", "coke can"), thing("red", "can"), False),
        (thing("red", "coke can"), thing("green", "can"), True),
        (thing("red", "cube"), thing("red", "ball"), True),
    ],
)
def test_names_that_could_be_mistaken_do_not_meet(one: Identity, other: Identity, different: bool) -> None:
    assert distinct(one, [other]) is different
    assert distinct(other, [one]) is different


def test_aliases_name_no_other_thing() -> None:
    rng = np.random.default_rng(0)
    mug, cup = thing("red", "mug"), thing("blue", "cup")
    for _ in range(20):
        found = aliases(mug, [cup], rng)
        assert "cup" not in found
        assert not set(found) & set(phrases(cup))


def test_a_lone_shape_is_named_without_its_colour() -> None:
    assert "mug" in aliases(thing("red", "mug"), [thing("blue", "cube")], np.random.default_rng(0))


def test_the_usual_colour_goes_without_saying() -> None:
    assert thing("orange", "carrot").name == "carrot"
    assert thing("red", "mug").name == "red mug"


def test_absent_phrases_name_nothing_present_even_loosely() -> None:
    rng = np.random.default_rng(0)
    present = [thing("red", "mug"), thing("purple", "eggplant"), thing("yellow", "cube")]
    for _ in range(50):
        found = absent(present, {"box"}, rng)
        assert len(found) == 6
        assert not {p for t in present for p in phrases(t)} & set(found)
        assert not {"red cup", "orange mug", "yellow block", "orange cube"} & set(found)
        assert not any(f.endswith("box") for f in found)
