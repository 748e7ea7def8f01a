"""The model's dimensions and the names behind its outputs, as `config.json` carries them."""

from dataclasses import asdict, dataclass, field

from ..relations import PREDICATES, RELATIONS


@dataclass(frozen=True)
class NanoConfig:
    """Everything needed to build the network; stored in checkpoints and in `config.json`."""

    vocabulary_size: int
    width: int = 256
    height: int = 192
    stem_channels: int = 24
    stage_channels: tuple[int, ...] = (48, 96, 160, 224)
    stage_blocks: tuple[int, ...] = (1, 1, 3, 3)
    heat_channels: int = 48
    context_channels: int = 96
    scene_channels: int = 48
    text_channels: int = 128
    text_layers: int = 2
    text_heads: int = 4
    hidden_channels: int = 192
    max_question_tokens: int = 32
    relations: tuple[str, ...] = RELATIONS
    predicates: tuple[str, ...] = PREDICATES
    depth_range_m: tuple[float, float] = (0.1, 4.0)
    colours: tuple[str, ...] = field(default=())
    shapes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(values: dict) -> "NanoConfig":
        """Inverse of `to_json`; lists become the tuples they were."""
        return NanoConfig(**{key: tuple(v) if isinstance(v, list) else v for key, v in values.items()})
