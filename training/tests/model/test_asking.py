import numpy as np
import pytest

from spatial_training.data.asking import ABSENT, NOBODY, asks, swap_name

RELATIONS = ("distance", "visible")
RECORD = {
    "things": [
        {"name": "gripper", "aliases": ["robot gripper", "hand"]},
        {"name": "red cup", "aliases": ["cup"]},
    ],
    "absent": ["blue mug"],
    "seed": 4,
    "questions": [
        {
            "question": "How far is the robot gripper from the cup on the left?",
            "fact": {"relation": "distance", "subject": "gripper", "object": "red cup"},
        },
        {"question": "Can you see the cup?", "fact": {"relation": "visible", "subject": "red cup"}},
        {
            "question": "How far is the gripper from the blue mug?",
            "fact": {"relation": "distance", "subject": "gripper", "object": "blue mug"},
        },
        {"question": "How fast is it?", "fact": {"relation": "speed", "subject": "gripper"}},
    ],
}


def test_questions_name_things_by_index():
    rows = asks({**RECORD, "absent": []}, RELATIONS)
    assert [row[1:] for row in rows] == [
        (0, 0, 1),
        (1, 1, NOBODY),
        (0, 0, ABSENT),
        (-1, 0, NOBODY),
    ]


def test_absent_names_take_the_place_of_present_ones_in_any_question():
    many = [asks({**RECORD, "seed": seed}, RELATIONS) for seed in range(40)]
    swapped = {row for rows in many for row in rows[len(RECORD["questions"]) :]}
    assert ("Can you see the blue mug?", 1, ABSENT, NOBODY) in swapped
    assert ("How far is the blue mug from the cup on the left?", 0, ABSENT, 1) in swapped
    assert all(ABSENT in row for row in swapped)


@pytest.mark.parametrize(
    ("text", "thing", "expected"),
    [
        ("Is the robot gripper near?", 0, "Is the blue mug near?"),
        ("Is the hand near the handle?", 0, "Is the blue mug near the handle?"),
        ("Is the cupboard near?", 1, None),
        ("Is the cup near?", ABSENT, None),
    ],
)
def test_a_name_is_swapped_as_a_whole(text, thing, expected):
    assert swap_name(text, thing, "blue mug", RECORD) == expected


def test_before_there_are_questions_bare_phrases_are_asked():
    rows = asks({key: value for key, value in RECORD.items() if key != "questions"}, RELATIONS)
    assert ("hand", -1, 0, NOBODY) in rows
    assert ("blue mug", -1, ABSENT, NOBODY) in rows


def test_the_same_seed_swaps_the_same():
    assert asks(RECORD, RELATIONS) == asks(RECORD, RELATIONS)
    assert np.ptp([len(asks({**RECORD, "seed": seed}, RELATIONS)) for seed in range(30)]) <= 1
