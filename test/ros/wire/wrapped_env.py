"""Steps a do-nothing environment in the Gymnasium wrapper and prints a JSON line for each step."""

import json
import time

import gymnasium
import rclpy
from reward_wrapper import SpatialRewardWrapper


class Waiting(gymnasium.Env):
    """An environment whose step takes a tenth of a second, as a robot's does."""

    observation_space = gymnasium.spaces.Discrete(1)
    action_space = gymnasium.spaces.Discrete(1)

    def reset(self, *, seed=None, options=None):
        return 0, {}

    def step(self, action):
        time.sleep(0.1)
        return 0, 0.0, False, False, {}


rclpy.init()
node = rclpy.create_node("wrapped_env")
env = SpatialRewardWrapper(Waiting(), node)
env.reset()
for _ in range(20):
    _, reward, terminated, truncated, info = env.step(0)
    print(json.dumps({"reward": reward, "terminated": terminated, **info}))
node.destroy_node()
rclpy.shutdown()
