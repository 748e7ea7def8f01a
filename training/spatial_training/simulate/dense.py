"""What each pixel shows and how far it is, thinned, for all pictures of a folder in one file beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OWNER_COLUMNS, DEPTH_COLUMNS = 160, 80


class DenseMaps:
    """Owner maps [count, h, 160] and depth maps [count, h', 80] in metres of pictures of one size."""

    def __init__(self) -> None:
        self._owner: list[NDArray[np.uint8]] = []
        self._depth: list[NDArray[np.float16]] = []

    def add(self, owner: NDArray[np.uint8], depth: NDArray[np.float32]) -> None:
        """Of the next picture, both [height, width]."""
        self._owner.append(_thinned(owner, OWNER_COLUMNS))
        self._depth.append(_thinned(depth, DEPTH_COLUMNS).astype(np.float16))

    def save(self, folder: Path) -> None:
        np.savez_compressed(folder / "dense.npz", segmentation=np.stack(self._owner), depth=np.stack(self._depth))


def _thinned(values: NDArray, columns: int) -> NDArray:
    """Every nth value each way, from the middle of its block on."""
    step = values.shape[1] // columns
    return values[step // 2 :: step, step // 2 :: step]
