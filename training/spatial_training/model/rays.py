"""Pinhole geometry on the canvas. Pixel coordinates are continuous: a pixel's centre is at +0.5."""

import math

import torch
from torch import Tensor

TYPICAL_FOCAL_PIXELS = 170.0


def cell_centres(rows: int, columns: int, stride: int) -> tuple[Tensor, Tensor]:
    """Pixel coordinates (u, v) of the cells' centres, each [rows * columns]."""
    v, u = torch.meshgrid((torch.arange(rows) + 0.5) * stride, (torch.arange(columns) + 0.5) * stride, indexing="ij")
    return u.flatten(), v.flatten()


def ray_map(intrinsics: Tensor, rows: int, columns: int, stride: int) -> Tensor:
    """Channels ((u-cx)/fx, (v-cy)/fy, log focal length) per cell: [B, 3, rows, columns]."""
    u, v = cell_centres(rows, columns, stride)
    fx, fy, cx, cy = (intrinsics[:, i : i + 1] for i in range(4))
    x = (u.to(intrinsics) - cx) / fx
    y = (v.to(intrinsics) - cy) / fy
    focal = log_focal(intrinsics).expand_as(x)
    return torch.stack([x, y, focal], dim=1).unflatten(2, (rows, columns))


def log_focal(intrinsics: Tensor) -> Tensor:
    """Log focal length relative to a typical one, [B, 1]."""
    return torch.log(intrinsics[:, 0:1]) - math.log(TYPICAL_FOCAL_PIXELS)


def rays_through(pixel: Tensor, intrinsics: Tensor) -> Tensor:
    """Directions (x/z, y/z, 1) through pixels [B, M, 2]: [B, M, 3]."""
    slope = (pixel - intrinsics[:, None, 2:4]) / intrinsics[:, None, 0:2]
    return torch.cat([slope, torch.ones_like(slope[..., :1])], dim=-1)
