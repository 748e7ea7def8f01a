import pytest
import torch

from spatial_training.model.pointing import Pointer
from spatial_training.model.rays import ray_map, rays_through
from spatial_training.model.scene import Scene, log_plane_depth
from spatial_training.train.losses import heat_loss


@pytest.fixture
def pointer(config) -> Pointer:  # noqa: ANN001
    torch.manual_seed(0)
    return Pointer(config)


def point(pointer: Pointer, config, cell: tuple[int, int], hint: torch.Tensor | None = None):  # noqa: ANN001, ANN201
    """Points with a query that matches the features of one heat cell (row, column) alone."""
    heat = torch.zeros(1, config.heat_channels, pointer.rows, pointer.columns)
    heat[0, 0, cell[0], cell[1]] = 100.0
    context = torch.zeros(1, config.context_channels, pointer.rows // 2, pointer.columns // 2)
    query = torch.zeros(1, 1, config.heat_channels)
    query[..., 0] = 10.0
    names = torch.zeros(1, 1, config.text_channels)
    return pointer((heat, context, torch.zeros(1, config.scene_channels)), query, names, hint)


def test_the_peak_becomes_its_cells_centre(pointer: Pointer, config):  # noqa: ANN001
    found = point(pointer, config, (10, 20))
    assert found.pixel[0, 0].tolist() == pytest.approx([4 * 20.5, 4 * 10.5], abs=1e-3)


def test_a_hint_moves_a_peak_that_is_astray_and_leaves_a_near_one(pointer: Pointer, config):  # noqa: ANN001
    far = torch.tensor([[[150.0, 100.0]]])
    near = torch.tensor([[[86.0, 44.0]]])
    unknown = torch.full((1, 1, 2), torch.nan)
    moved = point(pointer, config, (10, 20), far).pixel[0, 0]
    assert (moved - far[0, 0]).abs().max() < 6
    for hint in (near, unknown):
        kept = point(pointer, config, (10, 20), hint).pixel[0, 0]
        assert kept.tolist() == pytest.approx([82, 42], abs=1e-3)


def test_the_heat_loss_is_least_at_the_truth(pointer: Pointer, config):  # noqa: ANN001
    axes = pointer.axes()
    seen, gone = torch.ones(1, 1), torch.zeros(1, 1)
    found = point(pointer, config, (10, 20))
    there = heat_loss(found, axes, torch.tensor([[[82.0, 42.0]]]), seen)
    elsewhere = heat_loss(found, axes, torch.tensor([[[30.0, 100.0]]]), seen)
    assert there < elsewhere
    found.nothing = torch.full((1, 1), 1e4)
    assert heat_loss(found, axes, torch.zeros(1, 1, 2), gone).item() == pytest.approx(0, abs=1e-3)


def test_rays_agree_with_the_map_of_rays():
    intrinsics = torch.tensor([[170.0, 172.0, 96.0, 72.0]])
    rays = ray_map(intrinsics, 18, 24, 8)
    through = rays_through(torch.tensor([[[8 * 5.5, 8 * 3.5]]]), intrinsics)[0, 0]
    assert rays[0, :2, 3, 5].tolist() == pytest.approx(through[:2].tolist())
    assert through[2] == 1


def test_a_ray_meets_the_table_where_geometry_says():
    """A camera 0.5 m over the table that looks straight down, and one that looks 45 degrees down."""
    ray = torch.tensor([[[0.0, 0.0, 1.0]]])
    height = torch.log(torch.tensor([[0.5]]))
    down = Scene(torch.tensor([[0.0, 0.0, -1.0]]), height, height)
    assert log_plane_depth(down, ray).exp().item() == pytest.approx(0.5)
    slanted = Scene(torch.tensor([[0.0, -(0.5**0.5), -(0.5**0.5)]]), height, height)
    assert log_plane_depth(slanted, ray).exp().item() == pytest.approx(0.5 * 2**0.5)
