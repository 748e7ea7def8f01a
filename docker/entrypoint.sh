#!/bin/bash
# Sources ROS and this package, then becomes the command, so that it gets the signals.
set -e
source /opt/spatial_reward/install/setup.bash
exec "$@"
