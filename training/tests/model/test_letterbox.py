import numpy as np
import pytest
from PIL import Image

from spatial_training.data.letterbox import (
    Placement,
    letterbox,
    letterbox_intrinsics,
    letterbox_placement,
    normalise,
)

CANVAS = (192, 144)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 480), Placement(0, 0, 192, 144)),
        ((320, 240), Placement(0, 0, 192, 144)),
        ((640, 360), Placement(0, 18, 192, 108)),
        ((424, 240), Placement(0, 17, 192, 109)),
        ((480, 640), Placement(42, 0, 108, 144)),
        ((1, 1), Placement(24, 0, 144, 144)),
    ],
)
def test_placement_is_the_largest_centred_one(size, expected):
    assert letterbox_placement(size, CANVAS) == expected


@pytest.mark.parametrize("size", [(640, 480), (424, 240), (97, 151)])
def test_a_point_lands_where_its_pixel_lands(size):
    """A white dot's centre of mass on the canvas agrees with the moved intrinsics."""
    image = Image.new("RGB", size)
    u, v = size[0] // 3, size[1] // 4
    image.paste((255, 255, 255), (u - 6, v - 6, u + 6, v + 6))
    canvas = letterbox(image, CANVAS)[..., 0].astype(float)
    rows, columns = np.mgrid[: CANVAS[1], : CANVAS[0]] + 0.5
    found = np.array([(canvas * columns).sum(), (canvas * rows).sum()]) / canvas.sum()
    fx, fy, cx, cy = letterbox_intrinsics(np.array([100, 100, 50, 40]), size, CANVAS)
    ray = np.array([(u - 50) / 100, (v - 40) / 100])
    assert found == pytest.approx(ray * [fx, fy] + [cx, cy], abs=0.1)


def test_padding_is_black_before_normalisation():
    canvas = letterbox(Image.new("RGB", (640, 360), (255, 255, 255)), CANVAS)
    assert canvas[:18].max() == 0
    assert canvas[-18:].max() == 0
    assert canvas[18:-18].min() == 255


def test_normalise_moves_channels_first_and_centres():
    values = normalise(np.full((4, 6, 3), 255, np.uint8))
    assert values.shape == (3, 4, 6)
    assert values == pytest.approx((1 - 0.45) / 0.25)
