"""Nano takes pictures as they are: nothing is normalised before it, and nothing undone after it."""

from lerobot.processor import PolicyProcessorPipeline

from .configuration_spatial_reward import SpatialRewardConfig


def make_spatial_reward_pre_post_processors(
    config: SpatialRewardConfig, **_: object
) -> tuple[PolicyProcessorPipeline, PolicyProcessorPipeline]:
    """LeRobot calls it by this name."""
    pipelines = (f"{config.type}_{part}processor" for part in ("pre", "post"))
    before, after = (PolicyProcessorPipeline(steps=[], name=name) for name in pipelines)
    return before, after
