"""An episode of the simulator on ROS 2 topics, moving in real time: a camera where there is none."""
