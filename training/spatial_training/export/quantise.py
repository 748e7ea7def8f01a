"""The image tower in int8: its convolutions, with ranges found on images."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quant_pre_process,
    quantize_static,
)

EncoderFeed = dict[str, np.ndarray]


class Feeds(CalibrationDataReader):
    """Hands the encoder's inputs to the calibrator one by one."""

    def __init__(self, feeds: list[EncoderFeed]) -> None:
        self.left: Iterator[EncoderFeed] = iter(feeds)

    def get_next(self) -> EncoderFeed | None:
        return next(self.left, None)


def quantise_encoder(source: Path, target: Path, feeds: list[EncoderFeed]) -> None:
    """8-bit weights per channel and 8-bit activations for convolutions but the first, which sees pixels: there 8 bits
    cost most of the accuracy that they cost at all, and hardly any time is spent.

    Raises ValueError without calibration inputs.
    """
    if not feeds:
        raise ValueError("quantising the encoder needs at least one calibration image")
    with TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        convolutions = [node.name for node in onnx.load(prepared).graph.node if node.op_type == "Conv"]
        quantize_static(
            str(prepared),
            str(target),
            Feeds(feeds),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=["Conv", "Relu", "Add"],
            nodes_to_exclude=convolutions[:1],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            extra_options={"CalibMovingAverage": True},
        )
