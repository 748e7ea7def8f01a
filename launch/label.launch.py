"""Labels a recording with rewards and facts, as `spatial-reward label` does."""

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument
from launch.substitutions import LaunchConfiguration
from launch_ros.actions import Node

ARGUMENTS = [
    DeclareLaunchArgument("bag", description="The recording: a rosbag2 folder, an .mcap, .db3 or ROS 1 .bag file"),
    DeclareLaunchArgument("task", description="The task file"),
    DeclareLaunchArgument("output", default_value="out", description="The folder that the results go into"),
    DeclareLaunchArgument("backend", default_value="nano", description="The model, as --backend names it"),
]


def generate_launch_description():
    return LaunchDescription([
        *ARGUMENTS,
        Node(
            package="spatial_reward",
            executable="cli",
            name="spatial_reward_label",
            output="screen",
            arguments=[
                "label",
                LaunchConfiguration("bag"),
                "--task",
                LaunchConfiguration("task"),
                "--output",
                LaunchConfiguration("output"),
                "--backend",
                LaunchConfiguration("backend"),
            ],
        ),
    ])
