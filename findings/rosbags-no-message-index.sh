#!/usr/bin/env bash
# rosbags 0.11.9 (PyPI): an MCAP whose chunks have no message index is read as empty, though it says it has messages.
#
# One would expect: all messages, or an error. The MCAP specification makes message indexes optional: an empty
#   message_index_offsets in a Chunk Index "indicates no message indexing is available", not that the chunk is
#   empty. rosbag2's MCAP storage has the option `noMessageIndex` for it, mcap's Python Writer has `index_types`.
# What happens: AnyReader opens the bag, lists the topic with its right `message_count` (from the statistics in
#   the same file), and `messages()` yields nothing. No error, no warning.
# Why it matters: bags are converted to training episodes by loops over `messages()`. The episode comes out empty
#   or is left out, and a check of topics and counts beforehand says that all is well.
# Where: rosbags/rosbag2/storage_mcap.py. `read_index` works out how many messages of each channel a chunk has
#   from the distances between message index records; `messages` then skips each chunk that has none of the wanted.
#   A file without any index at all is read properly (linearly): only this one in between is not.
#   (mcap for Go and for Python once had the same and mended it: foxglove/mcap 1179 and 1735.)
# Way round: read with `mcap`'s make_reader, or rewrite the file with message indexes first.
#
# Exit status: 0 while it behaves as described, 1 when it no longer does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install -qq --disable-pip-version-check rosbags==0.11.9 mcap==1.6.0

cat > index.py <<'PY'
import struct
import sys
from importlib.metadata import version
from pathlib import Path

from mcap.reader import make_reader
from mcap.writer import CompressionType, IndexType, Writer
from rosbags.highlevel import AnyReader
from rosbags.typesys import Stores, get_typestore

CDR_LITTLE_ENDIAN = b"\x00\x01\x00\x00"
REWARDS = [0.0, 0.25, 0.5, 0.75, 1.0]


def write(path: Path, indexes: IndexType) -> None:
    with path.open("wb") as stream:
        writer = Writer(stream, compression=CompressionType.NONE, index_types=indexes)
        writer.start(profile="ros2")
        schema = writer.register_schema("std_msgs/msg/Float64", "ros2msg", b"float64 data\n")
        channel = writer.register_channel("/reward", "cdr", schema, {"offered_qos_profiles": ""})
        for second, reward in enumerate(REWARDS):
            time = second * 10**9
            writer.add_message(channel, time, CDR_LITTLE_ENDIAN + struct.pack("<d", reward), time, second)
        writer.finish()


def withMcap(path: Path) -> list[float]:
    with path.open("rb") as stream:
        return [struct.unpack("<d", message.data[4:])[0] for _, _, message in make_reader(stream).iter_messages()]


def withRosbags(path: Path) -> tuple[int, list[float]]:
    with AnyReader([path], default_typestore=get_typestore(Stores.ROS2_HUMBLE)) as reader:
        rewards = [reader.deserialize(data, c.msgtype).data for c, _, data in reader.messages()]
        return reader.message_count, rewards


files = {"all": IndexType.ALL, "no message": IndexType.ALL & ~IndexType.MESSAGE, "no": IndexType.NONE}
print("rosbags", version("rosbags"), "on files of mcap", version("mcap"))
print("expected of each file:      ", len(REWARDS), REWARDS)
seen = {}
sound = True
for name, indexes in files.items():
    path = Path(f"{name.replace(' ', '-')}.mcap")
    write(path, indexes)
    sound = sound and withMcap(path) == REWARDS
    seen[name] = withRosbags(path)
    print(f"{name} indexes".ljust(20), "mcap:   ", withMcap(path))
    print("".ljust(20), "rosbags:", seen[name][1], "with message_count", seen[name][0])

whole = (len(REWARDS), REWARDS)
asDescribed = sound and seen == {"all": whole, "no message": (len(REWARDS), []), "no": whole}
print("as described" if asDescribed else "CHANGED: no longer as described")
sys.exit(0 if asDescribed else 1)
PY
env/bin/python index.py
