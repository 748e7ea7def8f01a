import json
from pathlib import Path

import numpy as np
import pytest

from spatial_training.evaluate.card import BEGIN, END, fill_card
from spatial_training.evaluate.episodes import episode_figures, order
from spatial_training.evaluate.figures import (
    coverage,
    direction,
    errors,
    height_line,
    ranking_auc,
    scene_figures,
)
from spatial_training.evaluate.wording import ask_distance, distance_wordings, without_names


def table(count: int = 400, noise: float = 0.1, seed: int = 0) -> dict[str, np.ndarray]:
    """Pairs whose log distance is answered with a known deviation."""
    random = np.random.default_rng(seed)
    distance = random.uniform(0.02, 0.6, count)
    right, behind = random.normal(0, 0.2, (2, count))
    return {
        "gripper": np.ones(count),
        "distance": distance,
        "answer": distance * np.exp(random.normal(0, noise, count)),
        "log_variance": np.full(count, 2 * np.log(noise)),
        "camera_distance": random.uniform(0.4, 2.0, count),
        "right": right,
        "answered_right": right,
        "behind": behind,
        "answered_behind": -behind,
        "gripper_height": random.uniform(0, 0.3, count),
        "pixel": np.full(count, 1.5),
        "score": np.ones(count),
    }


def test_errors_of_known_answers():
    found = errors(np.array([0.1, 0.2, 0.4, 1.0]), np.array([0.1, 0.24, 0.2, 2.5]))
    assert found["mae_m"] == pytest.approx((0 + 0.04 + 0.2 + 1.5) / 4)
    assert found["median_relative"] == pytest.approx((0.2 + 0.5) / 2)
    assert found["within"] == {"50-200": 0.75, "66.7-150": 0.5, "75-125": 0.5, "90-110": 0.25}
    assert found["spearman"] == pytest.approx(0.8)


def test_a_constant_has_no_rank_correlation():
    assert errors(np.array([0.1, 0.2, 0.3]), np.full(3, 0.2))["spearman"] is None


def test_true_variances_cover_what_they_say():
    found = coverage(table(20000), factor=1.0)
    assert found["50"] == pytest.approx(0.5, abs=0.02)
    assert found["90"] == pytest.approx(0.9, abs=0.01)
    assert coverage(table(20000), factor=4.0)["90"] > 0.99


def test_directions_count_only_what_is_apart():
    rows = table()
    assert direction(rows, "right")["accuracy"] == 1
    assert direction(rows, "behind")["accuracy"] == 0
    assert direction(rows, "right")["count"] == (np.abs(rows["right"]) > 0.02).sum()


def test_auc_counts_ties_half():
    positive = np.array([True, True, False, False])
    assert ranking_auc(np.array([0.9, 0.5, 0.5, 0.1]), positive) == pytest.approx(0.875)


def test_the_height_line_is_recovered():
    rows = table()
    rows["distance"] = 0.05 + 1.5 * rows["gripper_height"]
    assert height_line(rows) == pytest.approx((0.05, 1.5))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [([1, 2, 3, 4], 1), ([4, 3, 2, 1], -1), ([1, 1, 1, 1], 0), ([1, np.nan, 2, 3], 0)],
)
def test_order_along_an_episode(answer, expected):
    assert order(np.array([0.1, 0.2, 0.3, 0.4]), np.array(answer, float)) == pytest.approx(expected)


def test_episodes_are_judged_one_by_one():
    def episode(answer: list[float]) -> dict[str, np.ndarray]:
        truth = np.linspace(0.5, 0.1, 6)
        height = np.full(6, 0.2)
        height[-1] = 0.1
        score = np.array([1, 1, 1, 1, 1, 0.2])
        return {"t": np.arange(6.0), "distance": truth, "answer": np.array(answer),
                "gripper_height": height, "score": score}  # fmt: skip

    found = episode_figures({"good": episode([6, 5, 4, 3, 2, 1]), "bad": episode([1, 2, 3, 4, 5, 6])}, 0.5)
    assert found["episodes"] == 2
    assert found["per_episode"]["good"]["model"] == pytest.approx(1)
    assert found["median_spearman"] == pytest.approx(0)
    assert found["share_unanswered"] == pytest.approx(1 / 6)
    assert found["share_above_height_only"] == 0.5


FACT = {"relation": "distance", "subject": "gripper", "object": "red mug"}


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("How far is the gripper from the red mug?", FACT, "How far is the {subject} from the {object}?"),
        ("How far is the hand from the red mug?", FACT, None),
        ("Is the red mug in view?", {"relation": "visible", "subject": "red mug"}, None),
        ("Is the mug far from the red mug?", {**FACT, "subject": "mug"}, None),
    ],
)
def test_wordings_come_from_the_data(text, fact, expected):
    assert without_names(text, fact) == expected


def test_the_commonest_wordings_come_first():
    def asked(text: str) -> dict:
        return {"question": text, "fact": FACT}

    often, once = "How far is the gripper from the red mug?", "Distance of gripper and red mug?"
    wordings = distance_wordings([{"questions": [asked(often), asked(once), asked(often)]}], 2)
    assert wordings == ["How far is the {subject} from the {object}?", "Distance of {subject} and {object}?"]
    assert ask_distance(wordings[0], "arm", "can") == "How far is the arm from the can?"
    with pytest.raises(ValueError, match="spatial-reward vqa"):
        distance_wordings([{"things": []}], 2)


def test_the_card_shows_measured_figures(tmp_path: Path):
    phrases = {"score": np.array([0.9, 0.8, 0.1]), "seen": np.array([1.0, 1.0, 0.0])}
    found = {"fp32": {"canvas": [256, 192], "scenes": scene_figures(table(), phrases, table(seed=1), 1.0, 0.85)}}
    (tmp_path / "README.md").write_text(f"# nano\n{BEGIN}\noutdated\n{END}\nafter\n")
    fill_card(tmp_path, json.loads(json.dumps(found)))
    card = (tmp_path / "README.md").read_text()
    assert "outdated" not in card
    assert card.endswith(f"{END}\nafter\n")
    error = found["fp32"]["scenes"]["gripper_object"]["median_relative"]
    assert "| nano fp32 | 400 | " in card
    assert f"{error:.3f}" in card
    assert "canvas of 256 × 192" in card
    assert "answered 50 % of the seen and 0 % of the absent" in card
    (tmp_path / "README.md").write_text("no markers")
    with pytest.raises(ValueError, match="markers"):
        fill_card(tmp_path, found)
