"""Smaller ONNX files: no tracing notes, and large weights stored in half precision.

The runtime folds the casts once when it opens the file, so inference stays in fp32.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, helper, numpy_helper

SMALLEST_HALVED = 1024


def compact(path: Path, halve: bool) -> None:
    """Rewrites the file in place."""
    model = onnx.load(str(path))
    strip_notes(model)
    if halve:
        halve_weights(model)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(path))


def strip_notes(model: ModelProto) -> None:
    """Removes what an exporter notes for debugging: it names files of the exporting machine."""
    del model.metadata_props[:]
    graph = model.graph
    for item in (graph, *graph.node, *graph.value_info, *graph.input, *graph.output):
        item.doc_string = ""
        del item.metadata_props[:]
    for tensor in graph.initializer:
        tensor.doc_string = ""
        del tensor.metadata_props[:]


def halve_weights(model: ModelProto) -> None:
    """Stores fp32 initialisers in fp16 behind a Cast that keeps their name."""
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALLEST_HALVED:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
        casts.append(helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
