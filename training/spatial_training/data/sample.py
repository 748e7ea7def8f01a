"""One image of a shard, seen through a view, with the truth of a few questions about it."""

from dataclasses import dataclass

import numpy as np

from ..lens import bent
from ..model.config import NanoConfig
from .asking import ABSENT
from .cover import Cover, covered_cells, draw_cover, lay_over, uncovered_share
from .shard import CACHED_SIZE, Shard
from .targets import BACKGROUND, UNKNOWN, DenseMaps, look_up
from .view import (
    View,
    draw_view,
    remaining_share,
    view_boxes,
    view_intrinsics,
    view_points,
)

CANVAS_SIZE = (NanoConfig.width, NanoConfig.height)
SEEN, UNSEEN = 0.12, 0.02
LEAST_DEPTH_M = 0.02
CONTEXT_STRIDE = 8
EXTRA_PAIRS = 8


@dataclass
class Sample:
    """K questions name M = 2K places, subject and object in turn; P pairs of places are judged."""

    canvas: np.ndarray  # [H, W, 3] uint8, normalised float32 in a batch
    intrinsics: np.ndarray  # [4] on the canvas
    up: np.ndarray  # [3], NaN unknown
    camera_height: np.ndarray  # [] metres over the lowest thing, NaN unknown
    tokens: np.ndarray  # [K, L]
    relation: np.ndarray  # [K], -1 unknown
    pixel: np.ndarray  # [M, 2] of the centre on the canvas, NaN where nothing is named
    centre: np.ndarray  # [M, 3] metres, NaN where nothing is named
    size: np.ndarray  # [M, 3] metres, likewise
    visible: np.ndarray  # [M] 1 seen, 0 absent or hidden, NaN in between or nothing asked
    named: np.ndarray  # [M] index of the named thing, -1 absent, -2 nobody
    gripper: np.ndarray  # [M] whether the gripper is meant
    pairs: np.ndarray  # [P, 2] indexes into M
    pair_truth: np.ndarray  # [P, 4] gap [m], touching, inside, on; NaN unknown
    owner: np.ndarray  # [h, w] 0 background, 1 + index of the thing shown, 255 unknown
    kind: np.ndarray  # [h, w] 0 background, 1 thing, 2 gripper, -1 unknown
    colour: np.ndarray  # [h, w] class, -1 unknown
    shape: np.ndarray  # [h, w] class, -1 unknown
    depth: np.ndarray  # [h, w] metres of the surface, NaN unknown


def take_sample(
    shard: Shard,
    row: int,
    view: View,
    asked: np.ndarray,
    random: np.random.Generator,
    covered: bool = False,
) -> Sample:
    """`asked` are row numbers of the shard's questions; `covered` hides a part of the picture."""
    things = slice(shard.thing_offsets[row], shard.thing_offsets[row + 1])
    centre = in_front(view_points(shard.centre[things], view))
    boxes = view_boxes(shard.box[things], view)
    canvas = draw_view(shard.images[row], view, CANVAS_SIZE)
    left = remaining_share(boxes, view)
    cover = draw_cover(random, boxes, CANVAS_SIZE) if covered else None
    if cover is not None:
        canvas, left = lay_over(canvas, cover, random), left * uncovered_share(boxes, cover)
    share = np.where(np.isnan(centre[:, 2]), np.nan, shard.visible[things] * left)
    intrinsics = view_intrinsics(shard.intrinsics[row], view)
    named = shard.asked[asked, 1:].reshape(-1)
    pairs = choose_pairs(named, random)
    up = view_points(shard.up[row], view)
    return Sample(
        canvas=canvas,
        intrinsics=intrinsics,
        up=up,
        camera_height=camera_height(centre, shard.height[things], shard.gripper[things], up),
        tokens=shard.tokens[asked],
        relation=shard.asked[asked, 0],
        pixel=of_named(project(centre, intrinsics, shard.distortion[row]), named),
        centre=of_named(centre, named),
        size=of_named(shard.size[things], named),
        visible=visibility(share, named),
        named=named.astype(np.int64),
        gripper=of_named(shard.gripper[things, None], named)[:, 0] == 1,
        pairs=pairs,
        pair_truth=pair_truth(shard, row, named, pairs),
        **dense(shard, row, view, cover),
    )


def in_front(centre: np.ndarray) -> np.ndarray:
    """Centres [T, 3], NaN where they lie beside or behind the camera: of a hand that a camera rides on
    a part may be seen all the same."""
    return np.where(centre[:, 2:] > LEAST_DEPTH_M, centre, np.float32(np.nan))


def project(points: np.ndarray, intrinsics: np.ndarray, distortion: np.ndarray) -> np.ndarray:
    """Pixels [T, 2] of points [T, 3] in front of the camera, through a lens of OpenCV's (k1, k2)."""
    slopes = points[:, :2] / np.maximum(points[:, 2:3], 1e-3)
    return bent(slopes, distortion) * intrinsics[:2] + intrinsics[2:]


def of_named(values: np.ndarray, named: np.ndarray) -> np.ndarray:
    """Rows of `values` for each named thing, NaN rows where none is meant."""
    if len(values) == 0:
        return np.full((len(named), *values.shape[1:]), np.nan, np.float32)
    rows = values[np.maximum(named, 0)].astype(np.float32)
    return np.where((named >= 0)[:, None], rows, np.float32(np.nan))


def visibility(share: np.ndarray, named: np.ndarray) -> np.ndarray:
    judged = np.where(share >= SEEN, 1.0, np.where(share <= UNSEEN, 0.0, np.nan))
    target = of_named(judged[:, None], named)[:, 0]
    target[named == ABSENT] = 0
    return target


def choose_pairs(named: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each question's (subject, object), and as many chance pairs of other places again."""
    places = np.arange(len(named))
    chance = random.integers(0, len(named), (EXTRA_PAIRS, 2))
    return np.concatenate([places.reshape(-1, 2), chance])


def pair_truth(shard: Shard, row: int, named: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """[P, 4]; gap and touching hold in both orders, inside and on as listed."""
    count = shard.thing_offsets[row + 1] - shard.thing_offsets[row]
    table = np.full((count, count, 4), np.nan, np.float32)
    listed = shard.pairs[shard.pair_offsets[row] : shard.pair_offsets[row + 1]]
    a, b = listed[:, 0].astype(int), listed[:, 1].astype(int)
    table[b, a, :2] = listed[:, 2:4]
    table[a, b] = listed[:, 2:]
    first, second = named[pairs[:, 0]], named[pairs[:, 1]]
    truth = np.full((len(pairs), 4), np.nan, np.float32)
    known = (first >= 0) & (second >= 0) & (first != second)
    truth[known] = table[first[known], second[known]]
    return truth


def camera_height(centre: np.ndarray, height: np.ndarray, gripper: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Metres from the lowest underside of any thing up to the camera, NaN where unknown."""
    underside = (centre @ up - 0.5 * height)[~gripper]
    known = underside[np.isfinite(underside)]
    return np.float32(-known.min() if len(known) else np.nan)


def dense(shard: Shard, row: int, view: View, cover: Cover | None) -> dict[str, np.ndarray]:
    """The maps of a `Sample`. A cover is background of unknown depth."""
    maps = DenseMaps(
        owner=None if shard.owner is None else shard.owner[row],
        depth=None if shard.depth is None else shard.depth[row],
    )
    owner, depth = look_up(maps, view, CACHED_SIZE, CANVAS_SIZE, CONTEXT_STRIDE)
    if cover is not None:
        behind = covered_cells(*owner.shape, CONTEXT_STRIDE, cover)
        owner = np.where(behind & (owner != UNKNOWN), BACKGROUND, owner)
        depth = np.where(behind, np.float32(np.nan), depth)
    things = slice(shard.thing_offsets[row], shard.thing_offsets[row + 1])

    def paint(values: np.ndarray, background: int) -> np.ndarray:
        table = np.full(256, -1, np.int64)
        table[0] = background
        table[1 : 1 + len(values)] = values
        return np.where(owner == UNKNOWN, -1, table[owner])

    return {
        "owner": owner.astype(np.int64),
        "kind": paint(1 + shard.gripper[things].astype(int), 0),
        "colour": paint(shard.colour[things], -1),
        "shape": paint(shard.shape[things], -1),
        "depth": depth,
    }
