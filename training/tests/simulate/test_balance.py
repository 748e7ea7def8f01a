"""The balance report finds answers that are right by habit."""

import json
from pathlib import Path

import pytest

from spatial_training.simulate.balance import ENOUGH, report, shares


def write(folder: Path, facts: list[dict]) -> None:
    things = [{"name": "gripper", "gripper": True}, {"name": "red mug"}, {"name": "blue cube"}]
    line = {"things": things, "questions": [{"question": "?", "answer": "!", "fact": f} for f in facts]}
    (folder / "shard-00000").mkdir()
    (folder / "shard-00000" / "data.jsonl").write_text(json.dumps(line) + "\n")


def predicate(relation: str, subject: str, object_: str, holds: bool) -> dict:
    return {"relation": relation, "subject": subject, "object": object_, "holds": holds}


def test_a_relation_that_hides_a_habit_of_the_gripper_is_found(tmp_path: Path) -> None:
    gripper_above = [predicate("above", "gripper", "red mug", k < 0.9 * ENOUGH) for k in range(ENOUGH)]
    mug_above = [predicate("above", "red mug", "gripper", k >= 0.9 * ENOUGH) for k in range(ENOUGH)]
    write(tmp_path, gripper_above + mug_above)
    found = {s.role: s for s in shares(tmp_path)}
    assert found["all"].share == pytest.approx(0.5) and not found["all"].lopsided
    assert found["gripper first"].answer == "yes" and found["gripper first"].share == pytest.approx(0.9)
    assert found["gripper second"].answer == "no" and found["gripper second"].lopsided


def test_few_questions_are_not_judged(tmp_path: Path) -> None:
    write(tmp_path, [predicate("on", "red mug", "blue cube", False)] * (ENOUGH - 1))
    assert [s.share for s in shares(tmp_path)] == [1.0, 1.0]
    assert not any(s.lopsided for s in shares(tmp_path))


def test_the_commonest_length_is_the_one_within_a_quarter_of_most(tmp_path: Path) -> None:
    lengths = [0.1] * 25 + [0.12] * 15 + [0.5] * 10
    facts = [{"relation": "width", "subject": "red mug", "metres": m} for m in lengths]
    write(tmp_path, facts)
    found = {s.role: s for s in shares(tmp_path)}["things"]
    assert found.share == pytest.approx(0.8) and found.lopsided
    assert "12.5 cm" in report([found]) and report([found]).endswith("<")


def test_a_share_over_the_limit_by_chance_alone_is_let_pass(tmp_path: Path) -> None:
    write(tmp_path, [predicate("on", "red mug", "blue cube", k % 3 == 0) for k in range(ENOUGH)])
    assert [s.share for s in shares(tmp_path)] == pytest.approx([2 / 3, 2 / 3])
    assert not any(s.lopsided for s in shares(tmp_path))


def test_unanswerable_questions_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, [{"relation": "distance", "subject": "red mug", "object": "absent thing"}])
    assert shares(tmp_path) == []
