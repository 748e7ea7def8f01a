# The live node and the command line on ROS 2. The build context is this repository:
#   docker build -t spatial-reward .
#   docker run --rm --network host spatial-reward
# hadolint global ignore=DL3008
# (Versions of packages are the base image's to choose: those of one ROS release go together.)
ARG ROS_DISTRO=jazzy
ARG NODE_IMAGE=node:20-bookworm-slim

# Node from its own image: Debian's and Ubuntu's are older than 20.20, and it is one file and npm.
FROM ${NODE_IMAGE} AS node

FROM ros:${ROS_DISTRO}-ros-base AS build
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN apt-get update \
  && apt-get install -y --no-install-recommends build-essential python3 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /opt/spatial_reward/src
COPY package.xml CMakeLists.txt package.json package-lock.json .npmrc ./
COPY tsconfig.json tsconfig.build.json rolldown.config.js ./
COPY msg msg
COPY srv srv
COPY action action
COPY config config
COPY gazebo gazebo
COPY launch launch
COPY licenses licenses
COPY models models
COPY scripts scripts
COPY src src
COPY examples/pick.yaml examples/
# Interfaces, rclnodejs, program and generated code, in the one order that is safe; nothing is written when it runs.
# The program carries its own onnxruntime, as the npm package does.
RUN source "/opt/ros/${ROS_DISTRO}/setup.bash" \
  && scripts/ros-build.sh /opt/spatial_reward/ws \
  && node scripts/onnxruntime.mjs \
  && npm prune --omit=dev \
  && rm -rf /opt/spatial_reward/ws/build /opt/spatial_reward/ws/log

# ros-base is ros-core with a compiler and what builds; what runs needs neither.
FROM ros:${ROS_DISTRO}-ros-core AS runtime
LABEL org.opencontainers.image.title="Spatial Reward" \
  org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update \
  && apt-get install -y --no-install-recommends "ros-${ROS_DISTRO}-tf2-msgs" \
  && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=build /opt/spatial_reward /opt/spatial_reward
COPY --chmod=755 docker/entrypoint.sh /usr/local/bin/spatial-reward-entrypoint
RUN useradd --uid 10001 --create-home --shell /bin/bash robot
USER 10001
WORKDIR /home/robot
ENTRYPOINT ["spatial-reward-entrypoint"]
CMD ["ros2", "launch", "spatial_reward", "live.launch.py"]
# Healthy while the node's lifecycle answers, and says that it is active.
HEALTHCHECK --interval=15s --timeout=10s --start-period=40s \
  CMD ["spatial-reward-entrypoint", "sh", "-c", "ros2 lifecycle get /spatial_reward | grep -q '^active'"]

# With Gazebo, for compose's profile of that name.
FROM runtime AS gazebo
USER 0
RUN apt-get update \
  && apt-get install -y --no-install-recommends "ros-${ROS_DISTRO}-ros-gz" \
  && rm -rf /var/lib/apt/lists/*
USER 10001
CMD ["ros2", "launch", "spatial_reward", "sim.launch.py"]

# The last stage is what a build without --target makes.
FROM runtime AS live
