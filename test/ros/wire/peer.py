"""The other side of the wire in the ROS tests: an rclpy node that does what JSON lines on its standard input say, and
prints what it receives, a JSON line each. Bytes are CDR in base64: rclpy publishes them as they are."""

import base64
import json
import math
import os
import sys
import threading

import rclpy
from rclpy.qos import QoSDurabilityPolicy, QoSProfile, QoSReliabilityPolicy
from rosidl_runtime_py import message_to_ordereddict, set_message_fields
from rosidl_runtime_py.utilities import get_message, get_service


def plain(value):
    """JSON has no NaN and no infinities: they become texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def profile(command):
    return QoSProfile(
        depth=command.get("depth", 10),
        reliability=QoSReliabilityPolicy[command.get("reliability", "reliable").upper()],
        durability=QoSDurabilityPolicy[command.get("durability", "volatile").upper()],
    )


class Peer:
    def __init__(self):
        self.node = rclpy.create_node("peer")
        self.publishers, self.clients, self.subscriptions = {}, {}, {}
        self.lock = threading.Lock()

    def say(self, message):
        with self.lock:
            sys.stdout.write(json.dumps(plain(message)) + "\n")
            sys.stdout.flush()

    def advertise(self, command):
        old = self.publishers.pop(command["topic"], None)
        if old:
            self.node.destroy_publisher(old)
        self.publishers[command["topic"]] = self.node.create_publisher(
            get_message(command["type"]), command["topic"], profile(command)
        )

    def unadvertise(self, command):
        self.node.destroy_publisher(self.publishers.pop(command["topic"]))

    def publish(self, command):
        self.publishers[command["topic"]].publish(base64.b64decode(command["bytes"]))

    def subscribe(self, command):
        topic = command["topic"]
        self.subscriptions[topic] = self.node.create_subscription(
            get_message(command["type"]),
            topic,
            lambda message: self.say({"topic": topic, "message": message_to_ordereddict(message, truncate_length=512)}),
            profile(command),
        )

    def call(self, command):
        kind, name = get_service(command["type"]), command["service"]
        client = self.clients.get(name)
        if client is None:
            client = self.clients[name] = self.node.create_client(kind, name, qos_profile=QoSProfile(depth=100))
        request = kind.Request()
        set_message_fields(request, command["request"])
        client.wait_for_service(timeout_sec=10 * float(os.environ.get("PATIENCE", "1")))
        future = client.call_async(request)
        future.add_done_callback(
            lambda done: self.say({"call": command["id"], "response": message_to_ordereddict(done.result())})
        )

    def counts(self, command):
        topic = command["topic"]
        self.say({"counts": topic, "subscribers": self.node.count_subscribers(topic), "publishers": self.node.count_publishers(topic)})

    def obey(self):
        for line in sys.stdin:
            command = json.loads(line)
            try:
                getattr(self, command["op"])(command)
            except Exception as error:  # told to the test, which fails with it
                self.say({"error": f"{command['op']}: {error}"})
        rclpy.shutdown()


def main():
    rclpy.init()
    peer = Peer()
    threading.Thread(target=peer.obey, daemon=True).start()
    peer.say({"ready": True})
    try:
        rclpy.spin(peer.node)
    except (KeyboardInterrupt, rclpy.executors.ExternalShutdownException):
        pass


main()
