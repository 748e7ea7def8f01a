"""What all cells that show a named thing say together, beside what its centre says.

The centre of a bowl or a ring shows something else, a thing's area tells how far it is, and whether
its colour and shape are what the name says is read from the whole of it.
"""

import torch
from torch import Tensor, nn

from .config import NanoConfig
from .pyramid import CONTEXT_STRIDE
from .rays import cell_centres

MATCHED_CHANNELS = 48
EXTENT_CHANNELS = 5
UNIT_PIXELS = 32.0  # small numbers, whose squares half precision holds
LEAST_AREA_CELLS = 0.05
LEAST_SPREAD = 0.004  # square units: a quarter of a cell


class BodyHead(nn.Module):
    """Context [B, C, rows, columns], log odds [B, M, n] that its cells show the named thing, pixels
    [B, M, 2] and names [B, M, text_channels] to evidence [B, M, hidden_channels], at first none."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.name = nn.Linear(config.text_channels, MATCHED_CHANNELS)
        self.look = nn.Linear(config.context_channels, MATCHED_CHANNELS)
        inputs = config.context_channels + MATCHED_CHANNELS + EXTENT_CHANNELS
        self.out = nn.Linear(inputs, config.hidden_channels, bias=False)
        nn.init.zeros_(self.out.weight)
        centre = torch.tensor([config.width / 2, config.height / 2])
        rows, columns = config.height // CONTEXT_STRIDE, config.width // CONTEXT_STRIDE
        cells = torch.stack(cell_centres(rows, columns, CONTEXT_STRIDE), dim=-1)
        self.register_buffer("centre", centre, persistent=False)
        self.register_buffer("cells", (cells - centre) / UNIT_PIXELS, persistent=False)

    def forward(self, context: Tensor, mask: Tensor, pixel: Tensor, names: Tensor) -> Tensor:
        shown = torch.sigmoid(mask)
        area = shown.sum(dim=-1, keepdim=True) + LEAST_AREA_CELLS
        share = shown / area
        looks = share @ context.flatten(2).transpose(1, 2)
        matched = self.name(names) * self.look(looks)
        return self.out(torch.cat([looks, matched, self.extent(share, area, pixel)], dim=-1))

    def extent(self, share: Tensor, area: Tensor, pixel: Tensor) -> Tensor:
        """Log area and spreads, and where the thing's middle lies as seen from `pixel`: [B, M, 5]."""
        middle = share @ self.cells
        spread = share @ self.cells.square() - middle.square()
        from_pixel = middle - (pixel - self.centre) / UNIT_PIXELS
        return torch.cat([torch.log(area), torch.log(spread.clamp(min=LEAST_SPREAD)), from_pixel], dim=-1)
