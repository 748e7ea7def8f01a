"""The reward of a robot's camera: the node, with its parameters from a file, some of them from the command line."""

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument
from launch.conditions import IfCondition
from launch.substitutions import LaunchConfiguration, PathJoinSubstitution, PythonExpression
from launch_ros.actions import Node, SetParameter, SetParametersFromFile
from launch_ros.parameter_descriptions import ParameterValue
from launch_ros.substitutions import FindPackageShare

PARAMS_FILE = PathJoinSubstitution([FindPackageShare("spatial_reward"), "config", "params.yaml"])

ARGUMENTS = [
    DeclareLaunchArgument("params_file", default_value=PARAMS_FILE, description="Parameters of the node, as YAML"),
    DeclareLaunchArgument("task", default_value="", description="The task file; empty: as params_file says"),
    DeclareLaunchArgument("camera", default_value="", description="Image topics, with commas between them; empty: as params_file says"),
    DeclareLaunchArgument("namespace", default_value="", description="What the node's name and topics begin with"),
    DeclareLaunchArgument("use_sim_time", default_value="false", description="Take the time from /clock"),
    DeclareLaunchArgument("log_level", default_value="info", description="debug, info, warn, error or fatal"),
]

# As text: launch would write a list as Python does, which ROS doesn't read.
CAMERAS = ParameterValue(["[", LaunchConfiguration("camera"), "]"], value_type=str)


def given(argument):
    """Whether an argument was given."""
    return IfCondition(PythonExpression(["'", LaunchConfiguration(argument), "' != ''"]))


def generate_launch_description():
    # Parameters of the launch come before a node's own, so the file is the launch's, too: what is given counts after it.
    return LaunchDescription([
        *ARGUMENTS,
        SetParametersFromFile(LaunchConfiguration("params_file")),
        SetParameter("task", LaunchConfiguration("task"), condition=given("task")),
        SetParameter("cameras", CAMERAS, condition=given("camera")),
        SetParameter("use_sim_time", LaunchConfiguration("use_sim_time")),
        Node(
            package="spatial_reward",
            executable="bridge",
            name="spatial_reward",
            namespace=LaunchConfiguration("namespace"),
            output="screen",
            arguments=["--ros-args", "--log-level", LaunchConfiguration("log_level")],
        ),
    ])
