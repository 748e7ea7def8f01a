#!/usr/bin/env bash
# rosbags-image 0.10.4 (PyPI): a 16-bit depth image sent as PNG comes back as 8 bits, each value divided by 256.
#
# One would expect: `message_to_cvimage` gives a CompressedImage of format "16UC1; png compressed " (the
#   wording of image_transport for a depth topic) the way it gives the raw Image of encoding 16UC1: as uint16,
#   in millimetres. PNG keeps 16 bits, and the message itself says 16UC1.
# What happens: the array is uint8. 1000 mm becomes 3, 4000 mm becomes 15, with no error and no warning; all
#   depths within the same 256 mm become one number.
# Why it matters: the array has the right shape and looks like a depth image. Read as millimetres, a room
#   4 m deep lies within 16 mm of the camera; "mended" by a factor, depth has steps of a quarter of a metre.
#   Distances, and any reward made of them, are wrong with nothing to show for it.
# Where: rosbags/image/image.py, compressed_image_to_cvimage: cv2.imdecode with IMREAD_ANYCOLOR, which does not
#   include IMREAD_ANYDEPTH; `msg.format` is never looked at. (ROS's own cv_bridge once had the same and mended it.)
# Way round: cv2.imdecode(np.frombuffer(msg.data, np.uint8), cv2.IMREAD_UNCHANGED).
#
# Exit status: 0 while it behaves as described, 1 when it no longer does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install -qq --disable-pip-version-check \
  rosbags-image==0.10.4 rosbags==0.11.9 opencv-python-headless==5.0.0.93 numpy==2.4.6

cat > depth.py <<'PY'
import sys
from importlib.metadata import version

import cv2
import numpy as np
from rosbags.image import message_to_cvimage
from rosbags.typesys import Stores, get_typestore

types = get_typestore(Stores.ROS2_HUMBLE).types
header = types["std_msgs/msg/Header"](types["builtin_interfaces/msg/Time"](0, 0), "camera_depth_optical_frame")
depth = np.array([[300, 1000], [1023, 4000]], dtype="<u2")  # [mm]

raw = types["sensor_msgs/msg/Image"](header, 2, 2, "16UC1", 0, 4, np.frombuffer(depth.tobytes(), np.uint8))
png = cv2.imencode(".png", depth)[1].flatten()
packed = types["sensor_msgs/msg/CompressedImage"](header, "16UC1; png compressed ", png)

fromRaw = message_to_cvimage(raw)
seen = message_to_cvimage(packed)
control = cv2.imdecode(png, cv2.IMREAD_UNCHANGED)

print("rosbags-image", version("rosbags-image"), "with OpenCV", cv2.__version__)
print("raw 16UC1 Image:             ", fromRaw.dtype, fromRaw.tolist())
print("the PNG itself holds:        ", control.dtype, control.tolist())
print("expected of CompressedImage: ", depth.dtype, depth.tolist())
print("seen:                        ", seen.dtype, seen.tolist())

inputIsSound = np.array_equal(fromRaw, depth) and np.array_equal(control, depth)
asDescribed = seen.dtype == np.uint8 and np.array_equal(seen, depth // 256)
print("as described" if inputIsSound and asDescribed else "CHANGED: no longer as described")
sys.exit(0 if inputIsSound and asDescribed else 1)
PY
env/bin/python depth.py
