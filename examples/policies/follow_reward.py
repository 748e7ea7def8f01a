"""A learner's side in Python: pairs each camera image with its reward, by their stamps, and prints what an episode is worth.

    python3 examples/policies/follow_reward.py      # beside a running node; Ctrl-C ends it
"""

import rclpy
from message_filters import Subscriber, TimeSynchronizer
from rclpy.executors import ExternalShutdownException
from rclpy.node import Node
from rclpy.qos import qos_profile_sensor_data
from sensor_msgs.msg import CompressedImage

from spatial_reward.msg import RewardStamped


class FollowReward(Node):
    """Adds up rewards, each discounted as the node says: by the seconds that have passed, not by the number of frames."""

    def __init__(self):
        super().__init__("follow_reward")
        image = Subscriber(self, CompressedImage, "/camera/image_raw/compressed", qos_profile=qos_profile_sensor_data)
        reward = Subscriber(self, RewardStamped, "/spatial_reward/reward")
        # A reward has its image's stamp. It comes later by what the model takes, so the queue holds some images.
        self._pairs = TimeSynchronizer([image, reward], queue_size=30)
        self._pairs.registerCallback(self.take)
        self._episode, self._worth, self._discount = None, 0.0, 1.0

    def take(self, image, reward):
        """One step of a learner: what the camera saw, and what it was worth."""
        if reward.episode != self._episode:
            self._episode, self._worth, self._discount = reward.episode, 0.0, 1.0
        if not reward.valid:
            # Nothing is known of this frame; the next valid one is paid against the last valid one.
            self.get_logger().info(f"no reward: {reward.invalid_reason}")
            return
        self._worth += self._discount * reward.reward
        self._discount *= reward.discount
        self.get_logger().info(
            f"{len(image.data)} bytes, stage {reward.stage}, progress {reward.progress:.2f}, "
            f"reward {reward.reward:+.3f}, worth so far {self._worth:+.3f}"
        )
        if reward.terminated or reward.truncated:
            ending = "success" if reward.terminated else "out of time"
            self.get_logger().info(f"episode {reward.episode} ended: {ending}, worth {self._worth:+.3f}")


def main():
    rclpy.init()
    try:
        rclpy.spin(FollowReward())
    except (KeyboardInterrupt, ExternalShutdownException):
        print("stopped")
    finally:
        rclpy.try_shutdown()


if __name__ == "__main__":
    main()
