"""Gives a Gymnasium environment of a real robot the node's reward: wrap it, and `step` returns what the camera saw of it."""

from __future__ import annotations

import time
from collections import deque

import gymnasium
import rclpy
from rclpy.duration import Duration
from rclpy.node import Node
from rclpy.time import Time

from spatial_reward.msg import RewardStamped
from spatial_reward.srv import ResetEpisode

RESET_PATIENCE = 20.0  # a node that starts loads its model first [s]


class SpatialRewardWrapper(gymnasium.Wrapper):
    """Adds to each step's reward that of the frames from one step's end to the next one's.

    Several frames make one step: their rewards are added, each discounted by those before it, and `info["discount"]` is
    the step's own, which a learner must use in place of a fixed gamma. A step without a valid frame gets nothing, and
    `info["frames"]` is 0: the next valid frame pays for it, so that nothing is lost.
    """

    def __init__(self, env: gymnasium.Env, node: Node, name: str = "/spatial_reward", patience: float = 1.0) -> None:
        """`patience`: how long a step waits for the reward of a frame from after its action [s]."""
        super().__init__(env)
        self._node, self._patience, self._name = node, patience, name
        self._rewards: deque[RewardStamped] = deque()
        node.create_subscription(RewardStamped, f"{name}/reward", self._take, 100)
        self._reset = node.create_client(ResetEpisode, f"{name}/reset_episode")

    def reset(self, **options):
        """Begins a new episode of the node, too, and forgets rewards of the one before."""
        observation, info = self.env.reset(**options)
        if not self._reset.wait_for_service(timeout_sec=RESET_PATIENCE):
            raise RuntimeError(f"{self._name}/reset_episode is not there: does the node run?")
        answer = self._reset.call_async(ResetEpisode.Request())
        rclpy.spin_until_future_complete(self._node, answer, timeout_sec=RESET_PATIENCE)
        if not answer.done():
            raise RuntimeError(f"{self._name}/reset_episode did not answer within {RESET_PATIENCE:g} s")
        self._rewards.clear()
        return observation, info

    def step(self, action):
        observation, own, terminated, truncated, info = self.env.step(action)
        frames = self._frames_until(self._node.get_clock().now())
        reward, discount = 0.0, 1.0
        for frame in frames:
            reward += discount * frame.reward
            discount *= frame.discount
        ended = frames[-1] if frames else RewardStamped()
        info |= {"discount": discount, "frames": len(frames), "success": ended.success, "progress": ended.progress}
        return observation, own + reward, terminated or ended.terminated, truncated or ended.truncated, info

    def _take(self, reward: RewardStamped) -> None:
        self._rewards.append(reward)

    def _frames_until(self, now: Time) -> list[RewardStamped]:
        """Valid frames up to the first one from after `now`, which the action's effect is seen in."""
        end = time.monotonic() + self._patience
        taken: list[RewardStamped] = []
        while time.monotonic() < end:
            rclpy.spin_once(self._node, timeout_sec=0.01)
            while self._rewards:
                frame = self._rewards.popleft()
                if frame.valid:
                    taken.append(frame)
                ended = frame.terminated or frame.truncated
                if ended or Time.from_msg(frame.header.stamp) - now >= Duration():
                    return taken
        return taken
