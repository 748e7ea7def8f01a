"""The exact truth of one picture, in the layout of the data set schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .camera import Camera
from .mesh import Array
from .names import Identity
from .place import Layout
from .stage import TOUCH, Stage

Record = dict[str, Any]
NEAREST = 0.02  # nothing nearer to the camera's plane is drawn [m]


@dataclass(frozen=True)
class Named:
    """One thing of the picture: its number on the stage, its phrases and attributes."""

    thing: int
    name: str
    aliases: list[str]
    attributes: dict[str, str]


def _outline(points: Array) -> list[tuple[float, float]]:
    """Convex hull of points [n, 2] (Andrew's monotone chain)."""
    ordered = sorted(set(map(tuple, points.round(3).tolist())))
    if len(ordered) < 3:
        return ordered

    def chain(sequence: list[tuple[float, float]]) -> list[tuple[float, float]]:
        hull: list[tuple[float, float]] = []
        for p in sequence:
            while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (p[1] - hull[-2][1]) <= (
                hull[-1][1] - hull[-2][1]
            ) * (p[0] - hull[-2][0]):
                hull.pop()
            hull.append(p)
        return hull[:-1]

    return chain(ordered) + chain(ordered[::-1])


def _in_front(hull: Array) -> Array:
    """The part of a convex piece, by its points in the optical frame [n, 3], that lies beyond `NEAREST`."""
    before = hull[:, 2] > NEAREST
    if before.all():
        return hull
    near, far = hull[~before][None], hull[before][:, None]
    share = (NEAREST - near[..., 2:]) / np.maximum(far[..., 2:] - near[..., 2:], 1e-9)
    return np.concatenate([hull[before], (near + share * (far - near)).reshape(-1, 3)])


def silhouette(hulls: list[Array], camera: Camera) -> float:
    """Pixels the convex pieces would cover alone, beyond the image's edges too.

    Of what reaches behind the camera's plane, within the image alone.
    """
    optical = [camera.optical(h) for h in hulls]
    whole = min(float(o[:, 2].min()) for o in optical) > NEAREST
    flat = [camera.pixels(part) for part in map(_in_front, optical) if len(part)]
    every = np.concatenate(flat)
    edge = np.array([camera.width, camera.height])
    low, high = (np.floor(every.min(0)) - 1, np.ceil(every.max(0)) + 1) if whole else (np.zeros(2), edge)
    span = float((high - low).max())
    fine = float(np.clip(300 / span, 1, 12))  # the polygon filler paints its border too: keep that border thin
    size = np.minimum(high - low, 4 * edge.max()) * fine
    canvas = Image.new("1", (int(size[0]), int(size[1])))
    draw = ImageDraw.Draw(canvas)
    for points in flat:
        outline = _outline(fine * (points - low) - 0.5)
        if len(outline) > 2:
            draw.polygon(outline, fill=1)
    return float(np.count_nonzero(np.asarray(canvas))) / fine**2


def _rounded(values: Array, digits: int = 4) -> list[float]:
    return [round(float(v), digits) for v in values]


def _extent(points: Array) -> Array:
    return np.ptp(points, axis=0)


def _visible(mask: NDArray[np.bool_], hulls: list[Array], camera: Camera) -> tuple[float, list[int] | None]:
    seen = int(np.count_nonzero(mask))
    if seen == 0 or camera.optical(np.concatenate(hulls))[:, 2].max() < NEAREST:
        return 0.0, None
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    share = min(1.0, seen / max(1, silhouette(hulls, camera)))
    return share, [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]


def _thing(stage: Stage, named: Named, mask: NDArray[np.bool_], camera: Camera) -> Record:
    hulls = stage.hulls(named.thing)
    if named.thing == Stage.GRIPPER:
        points, centre = np.concatenate(hulls), stage.gripper_position
    else:
        position, rotation = stage.pose(named.thing)
        points, centre = stage.cast.actors[named.thing].solid.points @ rotation.T + position, position
    visible, box = _visible(mask, hulls, camera)
    record: Record = {"name": named.name}
    if named.aliases:
        record["aliases"] = named.aliases
    if named.thing == Stage.GRIPPER:
        record["gripper"] = True
    record |= {
        "centre": _rounded(camera.optical(centre)),
        "size": _rounded(_extent(points @ camera.rotation)),
        "height": round(float(np.ptp(points[:, 2])), 4),
    }
    if box is not None:
        record["box"] = box
    return record | {"visible": round(visible, 3), "attributes": named.attributes}


def pairs(stage: Stage, layout: Layout, things: list[int]) -> list[Record]:
    """Gap and contact of every ordered pair; `inside` and `on` as laid out."""
    gaps = {}
    for i, a in enumerate(things):
        for j in range(i + 1, len(things)):
            gaps[i, j] = gaps[j, i] = stage.gap(a, things[j])
    return [
        {
            "a": i, "b": j, "gap": round(gap, 4), "touching": gap < TOUCH,
            "inside": (things[i], things[j]) in layout.inside, "on": (things[i], things[j]) in layout.on,
        }
        for (i, j), gap in sorted(gaps.items())
    ]  # fmt: skip


def owners(stage: Stage, names: list[Named], geoms: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Geom ids [h, w] to 1 + index into `names`, 0 for everything else."""
    lookup = np.zeros(stage.model.ngeom + 1, np.uint8)
    for index, named in enumerate(names):
        shown = (
            stage.cast.gripper_geoms if named.thing == Stage.GRIPPER else np.array(stage.cast.actors[named.thing].geoms)
        )
        lookup[shown] = index + 1
    return lookup[geoms]


def _camera(camera: Camera) -> Record:
    record: Record = {
        "fx": round(camera.fx, 3), "fy": round(camera.fy, 3), "cx": round(camera.cx, 3), "cy": round(camera.cy, 3),
        "up": _rounded(camera.up, 5),
    }  # fmt: skip
    return record if camera.distortion == (0.0, 0.0) else record | {"distortion": list(camera.distortion)}


def describe(stage: Stage, layout: Layout, names: list[Named], camera: Camera, owner: NDArray[np.uint8]) -> Record:
    """Camera, things and pairs of one picture."""
    return {
        "width": camera.width,
        "height": camera.height,
        "camera": _camera(camera),
        "things": [_thing(stage, n, owner == k + 1, camera) for k, n in enumerate(names)],
        "pairs": pairs(stage, layout, [n.thing for n in names]),
    }  # fmt: skip


def identity_attributes(identity: Identity) -> dict[str, str]:
    return {"colour": identity.colour, "shape": identity.kind.noun}
