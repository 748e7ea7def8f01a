"""The two graphs of the model directory, as torch modules with the contract's inputs and outputs."""

import torch
from torch import Tensor, nn

from ..model import SpatialNano
from ..model.points import Things

ENCODER_INPUTS = ("pixel_values", "intrinsics")
ENCODED = ("heat", "context", "scene")
ANSWER_INPUTS = (*ENCODED, "intrinsics", "input_ids", "attention_mask")
ANSWER_OUTPUTS = (
    "relation_logits",
    "pixel",
    "point",
    "point_log_variance",
    "size",
    "size_log_variance",
    "visible_logit",
    "distance_log_mean",
    "distance_log_variance",
    "gap_mean",
    "gap_log_variance",
    "predicate_logits",
)


class AnswerGraph(nn.Module):
    """All questions about one encoded image: inputs and outputs in the order named above."""

    def __init__(self, model: SpatialNano) -> None:
        super().__init__()
        self.model = model

    def forward(
        self,
        heat: Tensor,
        context: Tensor,
        scene: Tensor,
        intrinsics: Tensor,
        input_ids: Tensor,
        attention_mask: Tensor,
    ) -> tuple[Tensor, ...]:
        relations, queries, names = self.model.text(input_ids, attention_mask)
        _, things = self.model.point((heat, context, scene), intrinsics, roles_in_a_row(queries), roles_in_a_row(names))
        pairs = self.model.pairs(role(things, 0), role(things, 1))
        return (
            relations,
            by_question(things.pixel),
            by_question(things.point),
            by_question(things.point_log_variance),
            by_question(torch.exp(things.log_size)),
            by_question(things.size_log_variance),
            things.visible[0].unflatten(0, (-1, 2)),
            pairs.log_distance[0],
            pairs.distance_log_variance[0],
            pairs.gap[0],
            pairs.gap_log_variance[0],
            pairs.predicates[0],
        )


def roles_in_a_row(values: Tensor) -> Tensor:
    """[Q, 2, C] to one image's [1, 2Q, C]."""
    return values.reshape(1, -1, values.shape[-1])


def by_question(values: Tensor) -> Tensor:
    """[1, 2Q, C] to [Q, 2, C]."""
    return values[0].unflatten(0, (-1, 2))


def role(things: Things, index: int) -> Things:
    """Every question's subject (0) or object (1), [1, Q, ...]."""
    return Things(**{name: value[:, index::2] for name, value in vars(things).items()})


def fold_normalisation(model: SpatialNano) -> SpatialNano:
    """Folds every batch normalisation into the convolution before it, in place."""
    for module in list(model.modules()):
        if not isinstance(module, nn.Sequential):
            continue
        for i in range(len(module) - 1):
            if isinstance(module[i], nn.Conv2d) and isinstance(module[i + 1], nn.BatchNorm2d):
                module[i] = nn.utils.fusion.fuse_conv_bn_eval(module[i], module[i + 1])
                module[i + 1] = nn.Identity()
    return model


__all__ = ["ANSWER_INPUTS", "ANSWER_OUTPUTS", "ENCODED", "ENCODER_INPUTS", "AnswerGraph"]
