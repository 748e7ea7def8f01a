"""A server of the Foxglove SDK that says what it is told, and tells what clients say: JSON lines in and out.

in:  {"op": "advertise", "topic", "encoding", "schema": {"name", "encoding", "data": base64}}
     {"op": "publish", "topic", "time", "data": base64}
out: {"op": "up", "port"}, {"op": "subscribed", "topic"}, {"op": "advertised", "topic", "type", "encoding"},
     {"op": "message", "topic", "data": base64}
"""

import base64
import json
import sys

import foxglove

topics = {}


def say(**message):
    print(json.dumps(message), flush=True)


class Listener(foxglove.ServerListener):
    def on_subscribe(self, client, channel):
        say(op="subscribed", topic=channel.topic)

    def on_client_advertise(self, client, channel):
        topics[(client.id, channel.id)] = channel.topic
        say(op="advertised", topic=channel.topic, type=channel.schema_name, encoding=channel.encoding)

    def on_message_data(self, client, channel_id, data):
        topic = topics[(client.id, channel_id)]
        say(op="message", topic=topic, data=base64.b64encode(data).decode())


server = foxglove.start_server(
    name="robot",
    host="127.0.0.1",
    port=int(sys.argv[1]),
    capabilities=[foxglove.Capability.ClientPublish],
    supported_encodings=sys.argv[2:],
    server_listener=Listener(),
)
say(op="up", port=server.port)
channels = {}
for line in sys.stdin:
    message = json.loads(line)
    topic = message["topic"]
    if message["op"] == "advertise":
        schema = message["schema"]
        channels[topic] = foxglove.Channel(
            topic,
            message_encoding=message["encoding"],
            schema=foxglove.Schema(
                name=schema["name"], encoding=schema["encoding"], data=base64.b64decode(schema["data"])
            ),
        )
    else:
        channels[topic].log(base64.b64decode(message["data"]), log_time=message["time"])
server.stop()
