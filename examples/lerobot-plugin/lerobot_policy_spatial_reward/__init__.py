"""Registers `spatial_reward` among LeRobot's reward models when it is imported."""

from .configuration_spatial_reward import SpatialRewardConfig

__all__ = ["SpatialRewardConfig"]
