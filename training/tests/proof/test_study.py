"""Cloning, results and the page: small, without pictures and without the product."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from spatial_training.proof import cloning, study
from spatial_training.proof.demonstrator import demonstrate
from spatial_training.proof.episodes import Episode
from spatial_training.proof.page import manner_table, plot, result_table
from spatial_training.proof.study import VARIANTS, Settings, Tries, keep_settings, results
from spatial_training.proof.world import STEPS, observed

BODY = (0.03, 0.8)


def episode(k: int) -> Episode:
    made = demonstrate(*BODY, np.random.default_rng(k))
    seen = made.states[:STEPS]
    acted = np.array([[*a.move, a.opening] for a in made.actions])
    apart = np.array([np.linalg.norm(s.tip - s.thing) for s in seen])
    rise = np.array([s.raised for s in seen])
    return Episode(made.manner, made.succeeded, np.array([observed(s) for s in seen]), acted, apart, rise, (), BODY)


@pytest.fixture(scope="module")
def tries() -> Tries:
    episodes = [episode(k) for k in range(60)]
    good = np.array([each.succeeded for each in episodes])
    alike = np.ones((60, STEPS))
    weights = {name: alike for name in VARIANTS} | {"successes": alike * good[:, None]}
    return Tries(episodes, weights, good)


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def test_successes_alone_teach_to_pick(tries):
    observations = np.concatenate([each.observations for each in tries.episodes])
    actions = np.concatenate([each.actions for each in tries.episodes])
    policy = cloning.clone(observations, actions, tries.weights["successes"].ravel(), 0)
    assert cloning.trials(policy, cloning.starts([BODY], 40, 1)).mean() > 0.6


def test_a_row_of_no_weight_teaches_nothing(monkeypatch):
    monkeypatch.setattr(cloning, "STEPS", 200)
    seen = np.random.default_rng(0).normal(size=(200, 6))
    told = np.zeros((200, 4))
    wrong = np.where(np.arange(200)[:, None] % 2 == 0, told, told + 0.04)
    weights = (np.arange(200) % 2 == 0).astype(float)
    acted = cloning.clone(seen, wrong, weights, 0).act(seen)
    assert np.abs(acted[:, :3]).mean() < 0.01


def test_results_are_kept_and_a_second_run_does_nothing(tries, tmp_path, monkeypatch):
    monkeypatch.setattr(cloning, "STEPS", 20)
    settings = Settings(0, 60, 10)
    first = results(tmp_path, settings, tries, 2)
    monkeypatch.setattr(study, "clone", lambda *_: pytest.fail("cloned again"))
    again = results(tmp_path, settings, tries, 2)
    assert all(np.array_equal(a, b) for name in VARIANTS for a, b in zip(first[name], again[name], strict=True))


def test_a_folder_holds_one_set_of_settings(tmp_path):
    keep_settings(tmp_path, Settings(0, 60, 10))
    keep_settings(tmp_path, Settings(0, 60, 10))
    with pytest.raises(ValueError, match="choose another folder"):
        keep_settings(tmp_path, replace(Settings(0, 60, 10), trials=11))


def test_the_page_tells_rates_with_intervals_and_marks_what_is_told_apart(tries, tmp_path):
    worse, better = np.arange(100) < 40, np.arange(100) < 80
    found = {name: [worse, worse] for name in VARIANTS} | {"successes": [better, better]}
    lines = result_table(found).splitlines()
    assert lines[2].startswith("| all tries alike | 40.0 [") and "| **+40.0 [" in lines[-1]
    assert "**" not in lines[3]
    plot(found, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").stat().st_size > 1000


def test_the_table_of_tries_counts_what_was_called_a_success(tries):
    wrong = replace(tries, called=np.ones(60, dtype=bool))
    last = manner_table(wrong).splitlines()[-1]
    good = int(tries.succeeded.sum())
    assert f"| {good} rightly, {60 - good} wrongly |" in last
