from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from spatial_training.export.novelty import FEATURES, FILE, fit, pool, write_graph


def features(random: np.random.Generator, count: int, shift: float = 0.0) -> list[np.ndarray]:
    """Feature maps of four channels, two of which go together, around 3 + shift."""
    maps = []
    for _ in range(count):
        levels = random.normal(3 + shift, 1, 4)
        levels[1] = levels[0] + random.normal(0, 0.1)
        maps.append((levels[:, None, None] + random.normal(0, 0.5, (4, 6, 8)))[None].astype(np.float32))
    return maps


def pooled(maps: list[np.ndarray]) -> np.ndarray:
    return np.array([pool(each) for each in maps])


def test_one_in_a_hundred_familiar_images_is_beyond_1():
    random = np.random.default_rng(0)
    familiar = fit(pooled(features(random, 4000)))
    beyond = familiar.novelty(pooled(features(random, 2000))) > 1
    assert 0.002 < beyond.mean() < 0.03


def test_images_unlike_them_are_far_beyond():
    random = np.random.default_rng(0)
    familiar = fit(pooled(features(random, 600)))
    assert (familiar.novelty(pooled(features(random, 50, shift=8.0))) > 1).all()
    apart = features(random, 50)
    for each in apart:
        each[0, 1] += 2.5  # within the range of its channel, but without the other one
    assert (familiar.novelty(pooled(apart)) > 1).mean() > 0.9


def test_the_graph_says_the_same(tmp_path: Path):
    random = np.random.default_rng(1)
    maps = features(random, 40)
    familiar = fit(pooled(maps))
    write_graph(familiar, [1, 4, 6, 8], tmp_path / FILE)
    session = onnxruntime.InferenceSession(str(tmp_path / FILE), providers=["CPUExecutionProvider"])
    found = [session.run(None, {FEATURES: each})[0] for each in maps]
    assert np.concatenate(found) == pytest.approx(familiar.novelty(pooled(maps)), rel=1e-3)


def test_too_few_images_are_refused():
    with pytest.raises(ValueError, match="at least 8"):
        fit(np.zeros((3, 4)))
