import { fuse, resetFuse, startFuse } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";

/** Frames with the facts that count. Stored are those before: so what is fused is the same after an interruption. */
export async function* fusedFrames(
  frames: AsyncIterable<ObservedFrame>,
  { gripper }: Pick<Task, "gripper">,
): AsyncGenerator<ObservedFrame> {
  let state = startFuse;
  for await (const frame of frames) {
    const before = frame.startsEpisode ? resetFuse(state) : state;
    const step = fuse(before, frame.observation, gripper);
    state = step.state;
    yield { ...frame, observation: step.observation };
  }
}
