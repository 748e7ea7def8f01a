"""Real grippers from the package, where it is installed; procedural ones alone where it is not."""

import numpy as np
import pytest

from spatial_training.simulate import packaged, packaged_arms, packaged_grippers, repertoire
from spatial_training.simulate.build import compile_cast
from spatial_training.simulate.catalogue import UNSEEN_KINDS
from spatial_training.simulate.grippers import FAMILIES, UNSEEN_FAMILIES
from spatial_training.simulate.reach import aim
from spatial_training.simulate.stage import Stage

from .conftest import kind

needs_package = pytest.mark.skipif(
    packaged.assets() is None, reason=f"{packaged.PACKAGE} is not installed: its grippers are not tested"
)


@pytest.fixture(params=packaged_grippers.LINKAGES)
def real(request: pytest.FixtureRequest) -> Stage:
    rng = np.random.default_rng(0)
    stage = Stage(compile_cast([kind("ball")], packaged_grippers.real(request.param, rng), rng))
    stage.hide(0)
    return stage


def free_width(stage: Stage, opening: float) -> float:
    """How wide a gap the fingers leave at the tool centre point [m]: by a ball that just does not touch."""
    stage.place_gripper(np.array([0, 0, 0.4]), aim(0, 0, 0), opening)
    stage.place(0, np.array([0, 0, 0.4]), np.eye(3))
    return 2 * (stage.signed_gap(0, Stage.GRIPPER) + stage.cast.actors[0].solid.half[0])


@needs_package
def test_fingers_close_on_the_tool_centre_point_and_open_wide(real: Stage) -> None:
    widths = [free_width(real, opening) for opening in (0.0, 0.5, 1.0)]
    assert widths[0] < 0.022
    assert widths == sorted(widths)
    assert widths[2] > 0.05


@needs_package
def test_tips_are_just_beyond_the_tool_centre_point_and_the_palm_behind_it(real: Stage) -> None:
    real.place_gripper(np.array([0, 0, 0.4]), aim(0, 0, 0), 0.5)
    points = np.concatenate(real.hulls(Stage.GRIPPER))
    assert 0.003 < 0.4 - points[:, 2].min() < 0.03
    assert points[:, 2].max() > 0.4 + 0.06


@needs_package
def test_kept_out_families_appear_in_their_split_alone() -> None:
    seen, kept_out = repertoire.repertoire_of("train"), repertoire.repertoire_of("unseen-gripper")
    assert not set(seen.families) & set(kept_out.families)
    assert set(packaged_grippers.UNSEEN) <= set(kept_out.families)
    for split in ("val", "test", "examples"):
        assert list(repertoire.repertoire_of(split).families) == list(seen.families)


def test_without_the_package_procedural_robots_are_drawn_and_the_record_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packaged, "find_spec", lambda _: None)
    packaged.assets.cache_clear()
    try:
        train, kept_out = repertoire.repertoire_of("train"), repertoire.repertoire_of("unseen-gripper")
        assert repertoire.robots() == "procedural"
    finally:
        packaged.assets.cache_clear()
    assert list(train.families) == list(FAMILIES)
    assert list(kept_out.families) == list(UNSEEN_FAMILIES)
    assert set(UNSEEN_KINDS) <= set(kept_out.kinds) and not set(UNSEEN_KINDS) & set(train.kinds)
    assert capsys.readouterr().err.count("is not installed") == 1


@needs_package
@pytest.mark.parametrize("name", packaged_arms.ARMS)
def test_an_arm_bends_until_its_flange_is_where_it_should_be(name: str) -> None:
    chain = packaged_arms.Chain(name)
    position, rotation = np.array([0.45, 0.1, 0.25]), aim(0.2, 0.5, 0.3)
    assert chain.reach(position, rotation)
    assert chain.joints()[0] == pytest.approx(position, abs=packaged_arms.NEAR_ENOUGH)
    assert not chain.reach(np.array([3.0, 0.0, 0.3]), rotation)


@needs_package
def test_the_kept_out_gripper_s_own_arm_carries_no_other() -> None:
    for family in repertoire.repertoire_of("train").families:
        drawn = [packaged_arms.choose(family, np.random.default_rng(seed)) for seed in range(12)]
        assert any(arm is None for arm in drawn)
        assert {arm.chain.name for arm in drawn if arm is not None} <= set(packaged_arms.SHARED)
