"""Writes the graphs as ONNX files: one image, any number of questions."""

from pathlib import Path

import torch

from ..model import NanoConfig, SpatialNano
from .compact import compact
from .graphs import (
    ANSWER_INPUTS,
    ANSWER_OUTPUTS,
    ENCODED,
    ENCODER_INPUTS,
    AnswerGraph,
    fold_normalisation,
)

OPSET = 18


def write_graphs(model: SpatialNano, folder: Path) -> None:
    """Writes vision_encoder.onnx and answer.onnx; folds batch normalisation in `model`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = fold_normalisation(model.eval())
    image, intrinsics, ids, mask = example_inputs(model.config)
    with torch.no_grad():
        encoded = model.vision(image, intrinsics)
    write(model.vision, (image, intrinsics), ENCODER_INPUTS, ENCODED, folder / "vision_encoder.onnx")
    questions = torch.export.Dim("questions", min=1, max=4096)
    write(
        AnswerGraph(model),
        (*encoded, intrinsics, ids, mask),
        ANSWER_INPUTS,
        ANSWER_OUTPUTS,
        folder / "answer.onnx",
        {
            **{name: None for name in (*ENCODED, "intrinsics")},
            "input_ids": {0: questions},
            "attention_mask": {0: questions},
        },
    )


def example_inputs(config: NanoConfig) -> tuple[torch.Tensor, ...]:
    """Pixels, intrinsics, token ids and mask of three questions, in the contract's shapes."""
    image = torch.zeros(1, 3, config.height, config.width)
    intrinsics = torch.tensor([[170.0, 170.0, config.width / 2, config.height / 2]])
    ids = torch.ones(3, config.max_question_tokens, dtype=torch.int64)
    return image, intrinsics, ids, torch.ones_like(ids)


def write(
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
    input_names: tuple[str, ...],
    output_names: tuple[str, ...],
    path: Path,
    dynamic_shapes: dict | None = None,
) -> None:
    torch.onnx.export(
        module.eval(),
        inputs,
        str(path),
        input_names=list(input_names),
        output_names=list(output_names),
        dynamic_shapes=dynamic_shapes,
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    compact(path, halve=False)
