"""What a model's card says about its training, gathered from the run."""

import json
from pathlib import Path

from ..model import SpatialNano
from .checkpoint import CHECKPOINT, load_checkpoint

PLAN, FACTS = "plan.json", "training.json"


def write_plan(run: Path, settings: dict) -> None:
    """Keeps the settings a run was started or resumed with, the latest."""
    (run / PLAN).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def training_facts(run: Path, model: SpatialNano, history: str) -> dict:
    """Seed, processes and questions of the plan; samples, minutes and frames reached.

    A folder of weights holds what was said of the run that they come from; `device` in it says where they were
    trained, if not on CPU cores.
    """
    parameters = sum(p.numel() for p in model.parameters())
    if not (run / CHECKPOINT).exists():
        return {**json.loads((run / FACTS).read_text(encoding="utf-8")), "parameters": parameters}
    plan = json.loads((run / PLAN).read_text(encoding="utf-8"))
    clock = load_checkpoint(run)["clock"]
    entries = [json.loads(line) for line in (run / history).read_text("utf-8").splitlines()]
    return {
        "seed": plan["seed"],
        "processes": plan["processes"],
        "batch": plan["batch"],
        "questions": plan["questions"],
        "peak_rate": plan["peak_rate"],
        "minutes": clock["seconds"] / 60,
        "samples": clock["samples"],
        "steps": clock["steps"],
        "frames": entries[-1]["frames"] if entries else None,
        "parameters": parameters,
    }
