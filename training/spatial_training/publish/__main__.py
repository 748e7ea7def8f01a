"""Publishes an example episode as it happens, with /clock and the truth, until it is stopped."""

from __future__ import annotations

import argparse
import threading
import time

import rclpy
from builtin_interfaces.msg import Time
from rclpy.executors import ExternalShutdownException
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, qos_profile_sensor_data
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import CameraInfo, CompressedImage
from tf2_msgs.msg import TFMessage

from spatial_reward.msg import SpatialFactArray

from ..simulate.episode import Show
from ..simulate.examples import EXAMPLES, SECONDS, example_scene, example_seed
from ..simulate.frame import Still
from ..simulate.render import Renderer
from . import messages
from .pace import Pace

CLOCK_RATE = 100.0
START = 1.0  # simulated time of an episode's beginning: 0 means "no time yet" in ROS [s]


def stamp(seconds: float) -> Time:
    nanoseconds = round((START + seconds) * 1e9)
    return Time(sec=nanoseconds // 10**9, nanosec=nanoseconds % 10**9)


class Publisher(Node):
    """The topics of the example recordings."""

    def __init__(self) -> None:
        super().__init__("spatial_reward_simulation")
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        self._clock_topic = self.create_publisher(Clock, "/clock", QoSProfile(depth=1))
        self._image = self.create_publisher(
            CompressedImage, "/camera/image_raw/compressed", qos_profile_sensor_data
        )
        self._info = self.create_publisher(CameraInfo, "/camera/camera_info", qos_profile_sensor_data)
        self._static = self.create_publisher(TFMessage, "/tf_static", latched)
        self._transforms = self.create_publisher(TFMessage, "/tf", 10)
        self._facts = self.create_publisher(SpatialFactArray, "/ground_truth/facts", 10)

    def tell_time(self, seconds: float) -> None:
        self._clock_topic.publish(Clock(clock=stamp(seconds)))

    def show(self, still: Still, seconds: float) -> None:
        at, record = stamp(seconds), still.record
        self._static.publish(messages.camera_transform(record, at))
        self._transforms.publish(messages.transforms(record, at))
        self._info.publish(messages.camera_info(record, at))
        self._image.publish(messages.image(still, at))
        self._facts.publish(messages.facts(record, at))


def tell_time(publisher: Publisher, pace: Pace, stopped: threading.Event) -> None:
    while not stopped.wait(1 / CLOCK_RATE):
        publisher.tell_time(pace.time)


def play_round(publisher: Publisher, show: Show, pace: Pace, rate: float) -> int:
    """Plays the episode once. Returns the number of pictures that there was time for."""
    show.restart()
    pace.restart()
    drawn, number = 0, -1
    while rclpy.ok():
        number = pace.next_picture(number)
        if number / rate >= SECONDS:
            break
        time.sleep(pace.wait_for(number))
        publisher.show(show.at(number / rate, number), number / rate)
        drawn += 1
    return drawn


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spatial_training.publish", description=__doc__)
    parser.add_argument("episode", choices=EXAMPLES, nargs="?", default="pick")
    parser.add_argument("--rate", type=float, default=10.0, help="pictures a second, as far as the renderer keeps up")
    parser.add_argument("--size", type=_size, default=(640, 480), help="pixels, such as 320x240")
    parser.add_argument("--once", action="store_true", help="end with the episode; otherwise it begins again")
    return parser


def main() -> None:
    args = _parser().parse_args()
    scene = example_scene(args.episode, args.size)
    renderer = Renderer(scene.stage.model)
    show = Show(scene, renderer, args.episode, example_seed(args.episode))
    pace = Pace(SECONDS, args.rate, time.monotonic)
    rclpy.init()
    publisher, stopped = Publisher(), threading.Event()
    clock = threading.Thread(target=tell_time, args=(publisher, pace, stopped))
    clock.start()
    try:
        while rclpy.ok():
            drawn = play_round(publisher, show, pace, args.rate)
            publisher.get_logger().info(f"{args.episode}: {drawn} pictures in {SECONDS:g} s")
            if args.once:
                break
    except (KeyboardInterrupt, ExternalShutdownException):
        publisher.get_logger().info("stopped")
    finally:
        stopped.set()
        clock.join()
        renderer.free()
        publisher.destroy_node()
        rclpy.try_shutdown()


if __name__ == "__main__":
    main()
