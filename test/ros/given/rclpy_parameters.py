"""What rclpy reads from the parameter files and arguments of test/fixtures/ros-parameters/cases.json, as JSON on standard output: for each
case its parameters' types and values, or null where rcl refuses them. Written into rclpy.json beside the cases:

    python3 test/ros/given/rclpy_parameters.py > test/fixtures/ros-parameters/rclpy.json
"""

import json
import math
import os
import pathlib
import sys

import rclpy

cases = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "ros-parameters"


def plain(value):
    """JSON has no NaN and no infinities: they become texts."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, float):
        return float(value)
    return [plain(one) for one in value] if isinstance(value, (list, tuple)) or hasattr(value, "typecode") else value


def read(case):
    namespace, name = case["node"].rsplit("/", 1)
    context = rclpy.Context()
    try:
        rclpy.init(args=["node", "--ros-args", *case["arguments"]], context=context)
    except Exception as error:
        print(f"{case['name']}: {error}", file=sys.stderr)
        return None
    node = rclpy.create_node(name, namespace=namespace or "/", context=context)
    given = {
        name: {"type": parameter.type_.name.lower().replace("_array", "[]"), "value": plain(parameter.value)}
        for name, parameter in sorted(node._parameter_overrides.items())
        if parameter.value is not None
    }
    node.destroy_node()
    rclpy.shutdown(context=context)
    return given


os.chdir(cases)
read_by_rclpy = {case["name"]: read(case) for case in json.loads(pathlib.Path("cases.json").read_text())}
json.dump(read_by_rclpy, sys.stdout, indent=1)
print()
