"""Reads robots out of the robosuite package (MIT) where it is installed, without importing it."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import mujoco

PACKAGE = "robosuite"
# What moves a model, and what the schema of this MuJoCo does not know: not needed for shapes and joints.
IGNORED = ("actuator", "tendon", "equality", "sensor", "contact")


@cache
def assets() -> Path | None:
    """The package's folder of models; None where it is not installed, which is said once."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        print(f"{PACKAGE} is not installed: procedural robots alone are drawn", file=sys.stderr)
        return None
    return Path(found.submodule_search_locations[0]) / "models" / "assets"


def folder(*parts: str) -> Path:
    """A folder of models; FileNotFoundError where the package is not installed."""
    found = assets()
    if found is None:
        raise FileNotFoundError(f"{PACKAGE} is not installed")
    return found.joinpath(*parts)


def package_version() -> str | None:
    try:
        return version(PACKAGE) if assets() is not None else None
    except PackageNotFoundError:
        return None


def load(folder: Path, file: str) -> mujoco.MjModel:
    """Compiles FOLDER/FILE for its shapes and joints alone. Angles are radians, as the package means them."""
    root = ElementTree.parse(folder / file).getroot()
    for name in IGNORED:
        for part in root.findall(name):
            root.remove(part)
    for part in root.iter("default"):
        part.attrib.pop("group", None)
    known: set[str] = set()
    for part in root.findall("asset"):
        for mesh in part.findall("mesh"):
            if mesh.attrib["name"] in known:
                part.remove(mesh)
            known.add(mesh.attrib["name"])
    compiler = root.find("compiler")
    if compiler is None:
        compiler = ElementTree.SubElement(root, "compiler")
    compiler.attrib |= {"angle": "radian", "meshdir": str(folder), "texturedir": str(folder)}
    return mujoco.MjSpec.from_string(ElementTree.tostring(root, encoding="unicode")).compile()
