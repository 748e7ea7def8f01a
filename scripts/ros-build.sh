#!/usr/bin/env bash
# Makes the live node ready where ROS 2 is sourced: builds the interfaces with colcon, installs rclnodejs against them,
# compiles, and generates rclnodejs's side of the interfaces. In this order: generated code that does not fit the built
# interfaces crashes. Nothing is written when the node runs, so a container may be read-only afterwards. Where this
# folder or its node_modules is read-only already, only the workspace is written to: it gets a copy of the program.
#
#   scripts/ros-build.sh [WORKSPACE]    default: ros_ws in this folder
set -euo pipefail
: "${ROS_DISTRO:?source ROS 2 first: source /opt/ros/<distro>/setup.bash}"
cd "$(dirname "$0")/.."
workspace=$(realpath -m "${1:-ros_ws}")

if [ ! -w . ] || [ -d node_modules ] && [ ! -w node_modules ]; then
  program=$workspace/program
  echo "$PWD is read-only: the program goes to $program"
  mkdir -p "$program/examples" "$program/node_modules"
  cp -rf .npmrc ./*.json ./*.xml CMakeLists.txt action config gazebo launch models msg scripts src srv "$program"
  cp -f examples/pick.yaml "$program/examples"
  # Packages stay where they are, but for rclnodejs: it keeps the generated code in itself.
  if [ -d node_modules ]; then
    find "$PWD/node_modules" -mindepth 1 -maxdepth 1 ! -name rclnodejs -exec ln -sfn -t "$program/node_modules" {} +
  fi
  if [ -d node_modules/rclnodejs ]; then cp -rf node_modules/rclnodejs "$program/node_modules"; fi
  cd "$program"
fi

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
