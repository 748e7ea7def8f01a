import numpy as np
import pytest
from PIL import Image

from spatial_training.data.letterbox import letterbox
from spatial_training.data.sample import CANVAS_SIZE, project
from spatial_training.data.view import (
    draw_view,
    plain_view,
    random_view,
    remaining_share,
    view_boxes,
    view_intrinsics,
    view_points,
    view_transform,
)
from spatial_training.lens import STRAIGHT

SIZE = (320, 240)
INTRINSICS = np.array([280.0, 281.0, 150.0, 130.0])


def views(count: int):
    random = np.random.default_rng(3)
    return [random_view(random, SIZE, CANVAS_SIZE, may_mirror=True) for _ in range(count)]


def test_the_plain_view_is_the_letterbox():
    pixels = np.random.default_rng(0).integers(0, 256, (240, 320, 3), dtype=np.uint8)
    drawn = draw_view(pixels, plain_view(SIZE, CANVAS_SIZE), CANVAS_SIZE)
    assert (drawn == letterbox(Image.fromarray(pixels), CANVAS_SIZE)).all()


@pytest.mark.parametrize("view", views(30))
def test_a_point_reprojects_onto_its_own_pixels(view):
    """What is drawn at a point's projection before is drawn at its projection after."""
    left, top, right, bottom = view.crop
    target = np.array([0.35 * left + 0.65 * right, 0.6 * top + 0.4 * bottom])
    point = np.append((target - INTRINSICS[2:]) / INTRINSICS[:2], 1.0) * 0.9
    rows, columns = np.mgrid[:240, :320] + 0.5
    dot = np.exp(-((columns - target[0]) ** 2 + (rows - target[1]) ** 2) / (2 * 5.0**2))
    image = np.repeat(np.uint8(255 * dot)[..., None], 3, axis=2)
    drawn = draw_view(image, view, CANVAS_SIZE)[..., 0].astype(float)
    rows, columns = np.mgrid[: CANVAS_SIZE[1], : CANVAS_SIZE[0]] + 0.5
    found = np.array([(drawn * columns).sum(), (drawn * rows).sum()]) / drawn.sum()
    moved = project(view_points(point, view)[None], view_intrinsics(INTRINSICS, view), STRAIGHT)[0]
    assert found == pytest.approx(moved, abs=0.4)


@pytest.mark.parametrize("view", views(10))
def test_boxes_move_with_their_corners(view):
    box = np.array([[100.0, 60.0, 140.0, 90.0]])
    moved = view_boxes(box, view)[0]
    corners = (box.reshape(2, 2) - INTRINSICS[2:]) / INTRINSICS[:2]
    points = view_points(np.column_stack([corners, np.ones(2)]), view)
    projected = project(points, view_intrinsics(INTRINSICS, view), STRAIGHT)
    assert np.sort(moved.reshape(2, 2), axis=0) == pytest.approx(np.sort(projected, axis=0))


def test_a_mirror_keeps_distances_and_swaps_sides():
    view = next(v for v in views(20) if v.mirrored)
    points = np.array([[0.1, 0.2, 1.0], [-0.3, 0.0, 1.4]])
    moved = view_points(points, view)
    assert np.linalg.norm(moved[0] - moved[1]) == pytest.approx(np.linalg.norm(points[0] - points[1]))
    assert (moved[0, 0] < moved[1, 0]) != (points[0, 0] < points[1, 0])


def test_what_a_crop_leaves_of_a_box():
    view = plain_view(SIZE, CANVAS_SIZE)
    width, height = CANVAS_SIZE
    half, beyond = [width / 2, 0, 1.5 * width, height], [width + 8, 0, width + 28, 10]
    boxes = np.array([[0, 0, width / 2, height / 2], half, beyond, [np.nan] * 4])
    assert remaining_share(boxes, view) == pytest.approx([1.0, 0.5, 0.0, 0.0])


def test_a_lens_bends_a_pixel_as_opencv_says():
    point = np.array([[0.3, -0.4, 1.0]])  # r^2 = 0.25
    straight, bent = (project(point, INTRINSICS, k)[0] for k in (STRAIGHT, (-0.2, 0.04)))
    factor = 1 - 0.2 * 0.25 + 0.04 * 0.25**2
    assert bent == pytest.approx((straight - INTRINSICS[2:]) * factor + INTRINSICS[2:])


@pytest.mark.parametrize("view", views(10))
def test_a_lens_bends_the_same_way_through_every_view(view):
    point = np.array([0.3, -0.2, 1.1])
    there, (sx, sy, shift_x, shift_y) = project(point[None], INTRINSICS, (-0.1, 0.01))[0], view_transform(view)
    moved = project(view_points(point, view)[None], view_intrinsics(INTRINSICS, view), (-0.1, 0.01))[0]
    assert moved == pytest.approx(there * [sx, sy] + [shift_x, shift_y], abs=1e-3)
