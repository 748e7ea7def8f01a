"""nano: a grounded spatial model. It points at each named thing, lifts it, then answers."""

from .config import PREDICATES, RELATIONS, NanoConfig
from .nano import SpatialNano

__all__ = ["PREDICATES", "RELATIONS", "NanoConfig", "SpatialNano"]
