"""The examples' table in Gazebo: the simulation, its bridge to ROS, its truth, the gripper's script and the node."""

from pathlib import Path

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, ExecuteProcess, IncludeLaunchDescription
from launch.launch_description_sources import PythonLaunchDescriptionSource
from launch.substitutions import LaunchConfiguration, PathJoinSubstitution
from launch_ros.actions import Node
from launch_ros.substitutions import FindPackageShare

SHARE = FindPackageShare("spatial_reward")
APPROACH = (Path(__file__).parent.parent / "gazebo" / "approach.yaml").read_text()

ARGUMENTS = [
    DeclareLaunchArgument(
        "gz_args",
        default_value="-r -s --headless-rendering",
        description="Options of gz sim; -r alone opens a window",
    ),
    DeclareLaunchArgument(
        "world",
        default_value=PathJoinSubstitution([SHARE, "gazebo", "tabletop.sdf"]),
        description="The world, as SDF",
    ),
    DeclareLaunchArgument(
        "task",
        default_value=PathJoinSubstitution([SHARE, "examples", "pick.yaml"]),
        description="The task file",
    ),
]


def included(package, launch_file, **arguments):
    """Another launch file with these arguments."""
    path = PathJoinSubstitution([FindPackageShare(package), "launch", launch_file])
    return IncludeLaunchDescription(PythonLaunchDescriptionSource(path), launch_arguments=arguments.items())


def generate_launch_description():
    gz_args = [LaunchConfiguration("gz_args"), " ", LaunchConfiguration("world")]
    return LaunchDescription([
        *ARGUMENTS,
        included("ros_gz_sim", "gz_sim.launch.py", gz_args=gz_args, on_exit_shutdown="true"),
        Node(
            package="ros_gz_bridge",
            executable="parameter_bridge",
            name="gazebo_bridge",
            output="screen",
            parameters=[{"config_file": PathJoinSubstitution([SHARE, "gazebo", "bridge.yaml"])}],
        ),
        Node(package="spatial_reward", executable="cli", name="truth", output="screen", arguments=["truth"]),
        # Once somebody listens, which the bridge does as soon as the gripper's controller is there.
        ExecuteProcess(
            cmd=["ros2", "topic", "pub", "--once", "--wait-matching-subscriptions", "1"]
            + ["/gripper/joint_trajectory", "trajectory_msgs/msg/JointTrajectory", APPROACH],
            output="log",
        ),
        included(
            "spatial_reward",
            "live.launch.py",
            task=LaunchConfiguration("task"),
            camera="/camera/image_raw",
            use_sim_time="true",
        ),
    ])
