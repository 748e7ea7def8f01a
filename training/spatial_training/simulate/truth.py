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


def silhouette(hulls: list[Array], camera: Camera) -> float:
    """Pixels the convex pieces would cover alone, beyond the image's edges too."""
    flat = [camera.pixels(camera.optical(h)) for h in hulls]
    span = float(np.ptp(np.concatenate(flat), axis=0).max())
    fine = float(np.clip(300 / (span + 1), 1, 12))  # the polygon filler paints its border too: keep that border thin
    flat = [fine * f for f in flat]
    every = np.concatenate(flat)
    low, high = np.floor(every.min(0)) - 1, np.ceil(every.max(0)) + 1
    size = np.minimum(high - low, 4 * max(camera.width, camera.height)).astype(int)
    canvas = Image.new("1", (int(size[0]), int(size[1])))
    draw = ImageDraw.Draw(canvas)
    for points in flat:
        outline = _outline(points - low - 0.5)
        if len(outline) > 2:
            draw.polygon(outline, fill=1)
    return float(np.count_nonzero(np.asarray(canvas))) / fine**2


def _rounded(values: Array, digits: int = 4) -> list[float]:
    return [round(float(v), digits) for v in values]


def _extent(points: Array) -> Array:
    return np.ptp(points, axis=0)


def _visible(mask: NDArray[np.bool_], hulls: list[Array], camera: Camera) -> tuple[float, list[int] | None]:
    seen = int(np.count_nonzero(mask))
    if seen == 0 or camera.optical(np.concatenate(hulls))[:, 2].min() < 0.02:
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


def describe(stage: Stage, layout: Layout, names: list[Named], camera: Camera, owner: NDArray[np.uint8]) -> Record:
    """Camera, things and pairs of one picture."""
    return {
        "width": camera.width,
        "height": camera.height,
        "camera": {
            "fx": round(camera.fx, 3), "fy": round(camera.fy, 3), "cx": round(camera.cx, 3), "cy": round(camera.cy, 3),
            "up": _rounded(camera.up, 5),
        },
        "things": [_thing(stage, n, owner == k + 1, camera) for k, n in enumerate(names)],
        "pairs": pairs(stage, layout, [n.thing for n in names]),
    }  # fmt: skip


def identity_attributes(identity: Identity) -> dict[str, str]:
    return {"colour": identity.colour, "shape": identity.kind.noun}
