import math

import pytest
import torch

from spatial_training.model.body import LEAST_AREA_CELLS, BodyHead


@pytest.fixture
def body(config) -> BodyHead:  # noqa: ANN001
    torch.manual_seed(0)
    return BodyHead(config)


def shown(rows: slice, columns: slice) -> torch.Tensor:
    """Log odds of one thing that fills a rectangle of the 24 × 32 context cells."""
    mask = torch.full((24, 32), -20.0)
    mask[rows, columns] = 20.0
    return mask.reshape(1, 1, -1)


def test_at_first_it_says_nothing(body: BodyHead, config):  # noqa: ANN001
    evidence = body(
        torch.randn(1, config.context_channels, 24, 32),
        torch.randn(1, 2, 24 * 32),
        torch.zeros(1, 2, 2),
        torch.randn(1, 2, config.text_channels),
    )
    assert evidence.shape == (1, 2, config.hidden_channels)
    assert (evidence == 0).all()


def test_extent_tells_area_spread_and_where_the_middle_lies(body: BodyHead):
    """Four rows of eight cells around column 20, seen from the middle of the canvas."""
    there = torch.sigmoid(shown(slice(10, 14), slice(16, 24)))
    area = there.sum(dim=-1, keepdim=True)
    log_area, log_across, log_down, right, down = body.extent(there / area, area, torch.tensor([[[128.0, 96.0]]]))[0, 0]
    assert log_area.item() == pytest.approx(math.log(32), abs=1e-4)
    assert log_across.item() == pytest.approx(math.log((8**2 - 1) / 12 * (8 / 32) ** 2), abs=1e-3)
    assert log_down.item() == pytest.approx(math.log((4**2 - 1) / 12 * (8 / 32) ** 2), abs=1e-3)
    assert (32 * right.item(), 32 * down.item()) == pytest.approx((8 * 20 - 128, 0), abs=1e-2)


def test_what_is_shown_nowhere_has_hardly_an_area_and_no_infinities(body: BodyHead, config):  # noqa: ANN001
    torch.nn.init.ones_(body.out.weight)
    context = torch.randn(1, config.context_channels, 24, 32)
    names = torch.zeros(1, 1, config.text_channels)
    evidence = body(context, torch.full((1, 1, 24 * 32), -50.0), torch.zeros(1, 1, 2), names)
    assert evidence.isfinite().all()
    area = torch.tensor([[[LEAST_AREA_CELLS]]])
    assert body.extent(torch.zeros(1, 1, 24 * 32), area, torch.zeros(1, 1, 2))[0, 0, 0] == pytest.approx(math.log(0.05))


def test_looks_are_of_the_shown_cells_alone(body: BodyHead, config):  # noqa: ANN001
    torch.nn.init.ones_(body.out.weight)
    names, pixel = torch.randn(1, 1, config.text_channels), torch.zeros(1, 1, 2)
    mask = shown(slice(4, 8), slice(4, 8))
    context = torch.randn(1, config.context_channels, 24, 32)
    elsewhere = context.clone()
    elsewhere[:, :, 12:, :] += 5
    within = context.clone()
    within[:, :, 4:8, 4:8] += 5
    assert torch.allclose(body(context, mask, pixel, names), body(elsewhere, mask, pixel, names), atol=1e-4)
    assert not torch.allclose(body(context, mask, pixel, names), body(within, mask, pixel, names), atol=1e-1)
