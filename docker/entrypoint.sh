#!/bin/bash
# Sources ROS and this package, then becomes the command, so that it gets the signals.
set -e
source "/opt/ros/${ROS_DISTRO}/setup.bash"
source /opt/spatial_reward/ws/install/local_setup.bash
exec "$@"
