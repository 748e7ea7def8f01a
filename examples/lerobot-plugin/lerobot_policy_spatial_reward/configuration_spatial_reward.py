"""What nano is asked, and what its answer is worth."""

from dataclasses import dataclass

from lerobot.configs.rewards import RewardModelConfig


@RewardModelConfig.register_subclass("spatial_reward")
@dataclass
class SpatialRewardConfig(RewardModelConfig):
    """The potential of a distance: 1 from `lower` to `upper`, falling as a gaussian to 0.1 at `margin` outside of them.

    Lengths are in metres. LeRobot finds the model by this class's name and module.
    """

    model_dir: str = "models/nano"
    subject: str = "gripper"
    object: str = ""
    image_key: str | None = None
    """The picture that is looked at; else the batch's only one."""
    fov_degrees: float = 60.0
    """Horizontal field of view of its camera; a wrong one scales every distance."""
    lower: float = 0.0
    upper: float = 0.02
    margin: float = 0.4
    unknown_reward: float = 0.0
    """Where one of the two is not in sight: never NaN, which a critic would take unchecked."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.lower <= self.upper:
            raise ValueError(f"lower must be at most upper; got {self.lower} and {self.upper}")
        if self.margin < 0:
            raise ValueError(f"margin must be 0 or more; got {self.margin}")
        if not 0 < self.fov_degrees < 180:
            raise ValueError(f"fov_degrees must be between 0 and 180; got {self.fov_degrees}")
