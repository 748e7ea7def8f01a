"""The whole network: an image tower that runs once a frame, and answers for all questions."""

from torch import Tensor, nn

from .body import BodyHead
from .config import NanoConfig
from .pairs import PairHead, Pairs
from .pointing import Pointed, Pointer
from .points import ThingHead, Things
from .pyramid import Pyramid
from .scene import SceneHead
from .text import TextTower


class VisionEncoder(nn.Module):
    """pixel_values [B, 3, H, W], intrinsics [B, 4] to heat, context and scene features."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.pyramid = Pyramid(config)
        self.scene = SceneHead(config)

    def forward(self, pixel_values: Tensor, intrinsics: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        heat, context, pooled = self.pyramid(pixel_values, intrinsics)
        return heat, context, self.scene(pooled, intrinsics)


class SpatialNano(nn.Module):
    """`encode` once an image, then `point` with any queries and `pair` any two things."""

    def __init__(self, config: NanoConfig) -> None:
        super().__init__()
        self.config = config
        self.vision = VisionEncoder(config)
        self.text = TextTower(config)
        self.pointer = Pointer(config)
        self.body = BodyHead(config)
        self.things = ThingHead(config)
        self.pairs = PairHead(config)

    def point(
        self,
        encoded: tuple[Tensor, Tensor, Tensor],
        intrinsics: Tensor,
        queries: Tensor,
        names: Tensor,
        hint: Tensor | None = None,
    ) -> tuple[Pointed, Things]:
        """queries [B, M, heat_channels], names [B, M, text_channels]."""
        heat, context, scene = encoded
        features = (heat, context, scene[:, : self.config.scene_channels])
        found = self.pointer(features, queries, names, hint)
        body = self.body(context, found.mask, found.pixel, names)
        return found, self.things(found, names, scene, intrinsics, body)


def take(things: Things, index: Tensor) -> Things:
    """The things at `index` [B, P] of each image."""

    def pick(values: Tensor) -> Tensor:
        if values.dim() == 2:
            return values.gather(1, index)
        return values.gather(1, index[..., None].expand(-1, -1, values.shape[-1]))

    return Things(**{name: pick(values) for name, values in vars(things).items()})


__all__ = ["Pairs", "SpatialNano", "VisionEncoder", "take"]
