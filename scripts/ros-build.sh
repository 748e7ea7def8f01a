#!/usr/bin/env bash
# Makes the live node ready where ROS 2 is sourced: builds the interfaces with colcon, installs rclnodejs against them,
# compiles, and generates rclnodejs's side of the interfaces. In this order: generated code that does not fit the built
# interfaces crashes. Nothing is written when the node runs, so a container may be read-only afterwards.
#
#   scripts/ros-build.sh [WORKSPACE]    default: ros_ws in this folder
set -euo pipefail
: "${ROS_DISTRO:?source ROS 2 first: source /opt/ros/<distro>/setup.bash}"
cd "$(dirname "$0")/.."
workspace=$(realpath -m "${1:-ros_ws}")

colcon --log-base "$workspace/log" build --base-paths . --packages-select spatial_reward \
  --build-base "$workspace/build" --install-base "$workspace/install" --cmake-args -DBUILD_TESTING=OFF

set +u # the setup files read variables that may be unset
source "$workspace/install/local_setup.bash"
set -u

# Optional: npm ci leaves it out where no ROS is sourced, and installs it where one is.
[ -e node_modules/rclnodejs/package.json ] || npm_config_yes=true npm ci
npm run --silent build
(cd node_modules/rclnodejs && node scripts/generate_messages.cjs)

echo "ready; in each new shell: source $workspace/install/local_setup.bash"
