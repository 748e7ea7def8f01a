"""A still as ROS 2 messages, with the names and conventions of the example recordings."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from builtin_interfaces.msg import Time
from geometry_msgs.msg import Point, Quaternion, Transform, TransformStamped, Vector3
from sensor_msgs.msg import CameraInfo, CompressedImage
from std_msgs.msg import Header
from tf2_msgs.msg import TFMessage

from spatial_reward.msg import SpatialFact, SpatialFactArray

from ..simulate.frame import Still
from ..simulate.truth import Record

OPTICAL_FRAME = "camera_color_optical_frame"
WORLD_FRAME = "world"


def header(stamp: Time, frame_id: str = OPTICAL_FRAME) -> Header:
    return Header(stamp=stamp, frame_id=frame_id)


def image(still: Still, stamp: Time) -> CompressedImage:
    jpeg = BytesIO()
    still.picture.save(jpeg, "JPEG", quality=still.quality)
    return CompressedImage(header=header(stamp), format="jpeg", data=jpeg.getvalue())


def camera_info(record: Record, stamp: Time) -> CameraInfo:
    camera = record["camera"]
    u, v = camera["cx"] - 0.5, camera["cy"] - 0.5  # ROS counts from the centre of the first pixel
    fx, fy = camera["fx"], camera["fy"]
    return CameraInfo(
        header=header(stamp),
        width=record["width"],
        height=record["height"],
        distortion_model="plumb_bob",
        d=[0.0] * 5,
        k=[fx, 0.0, u, 0.0, fy, v, 0.0, 0.0, 1.0],
        r=[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
        p=[fx, 0.0, u, 0.0, 0.0, fy, v, 0.0, 0.0, 0.0, 1.0, 0.0],
    )


def _transform(stamp: Time, parent: str, child: str, pose: list[float]) -> TransformStamped:
    """`pose`: x, y, z, qx, qy, qz, qw."""
    x, y, z, qx, qy, qz, qw = map(float, pose)
    return TransformStamped(
        header=header(stamp, parent),
        child_frame_id=child,
        transform=Transform(translation=Vector3(x=x, y=y, z=z), rotation=Quaternion(x=qx, y=qy, z=qz, w=qw)),
    )


def camera_transform(record: Record, stamp: Time) -> TFMessage:
    return TFMessage(transforms=[_transform(stamp, WORLD_FRAME, OPTICAL_FRAME, record["tf"]["camera"])])


def transforms(record: Record, stamp: Time) -> TFMessage:
    """The gripper in the world, the things in the optical frame."""
    gripper = _transform(stamp, WORLD_FRAME, "gripper_tcp", record["tf"]["gripper"])
    things = [
        _transform(stamp, OPTICAL_FRAME, thing["name"].replace(" ", "_"), [*thing["centre"], 0, 0, 0, 1])
        for thing in record["things"]
        if not thing.get("gripper")
    ]
    return TFMessage(transforms=[gripper, *things])


def _point(values: list[float]) -> Point:
    x, y, z = map(float, values)
    return Point(x=x, y=y, z=z)


def _fact(record: Record, stamp: Time, pair: Record, kind: int, distance: float, probability: float) -> SpatialFact:
    a, b = record["things"][pair["a"]], record["things"][pair["b"]]
    return SpatialFact(
        header=header(stamp),
        kind=kind,
        subject=a["name"],
        object=b["name"],
        distance=distance,
        distance_stddev=np.nan if np.isnan(distance) else 0.0,
        probability=probability,
        subject_point=_point(a["centre"]),
        object_point=_point(b["centre"]),
        subject_pixel=[np.nan] * 2,
        object_pixel=[np.nan] * 2,
        confidence=1.0,
        source="ground_truth",
    )


def facts(record: Record, stamp: Time) -> SpatialFactArray:
    """Distance, vertical distance, gap and touch of every pair."""
    up, told = np.array(record["camera"]["up"]), []
    for pair in (p for p in record["pairs"] if p["a"] < p["b"]):
        apart = np.subtract(*(record["things"][pair[i]]["centre"] for i in "ab"))
        lengths = {
            SpatialFact.DISTANCE: float(np.linalg.norm(apart)),
            SpatialFact.VERTICAL_DISTANCE: abs(float(up @ apart)),
            SpatialFact.GAP: float(pair["gap"]),
        }
        told += [_fact(record, stamp, pair, kind, metres, np.nan) for kind, metres in lengths.items()]
        told.append(_fact(record, stamp, pair, SpatialFact.TOUCHING, np.nan, float(pair["touching"])))
    return SpatialFactArray(header=header(stamp), facts=told)
