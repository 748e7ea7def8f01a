import type { Closable } from "../../live/index.js";
import type { ActionServer } from "../port.js";
import type { GoalHandle, RclNode, Rclnodejs } from "./types.js";

const idOf = (goal: GoalHandle): string => [...goal.goalId.uuid].join(",");

/** An action server whose goals carry an AbortSignal; those under way are aborted when it closes. */
export const serveAction = (
  library: Rclnodejs,
  node: RclNode,
  [type, name]: readonly [type: string, name: string],
  { accepts, execute }: ActionServer,
): Closable => {
  const { ActionServer, GoalResponse, CancelResponse } = library;
  const { Result, Feedback } = library.require(type);
  const running = new Map<string, AbortController>();

  const run = async (handle: GoalHandle): Promise<object> => {
    const controller = new AbortController();
    running.set(idOf(handle), controller);
    try {
      const { outcome, result } = await execute({
        request: handle.request.toPlainObject(false),
        signal: controller.signal,
        feedback: (message) => {
          if (!handle.isCancelRequested) handle.publishFeedback(new Feedback(message));
        },
      });
      if (outcome === "succeeded") handle.succeed();
      else if (outcome === "canceled" && handle.isCancelRequested) handle.canceled();
      else handle.abort();
      return new Result(result);
    } finally {
      running.delete(idOf(handle));
    }
  };

  const cancel = (handle: GoalHandle): number => {
    // Afterwards: the goal's state says that it is being cancelled only once this callback has answered.
    setImmediate(() => running.get(idOf(handle))?.abort());
    return CancelResponse.ACCEPT;
  };

  const accept = (goal: unknown): number =>
    accepts(goal) ? GoalResponse.ACCEPT : GoalResponse.REJECT;

  const server = new ActionServer(node, type, name, run, accept, null, cancel);
  return {
    close: () => {
      for (const controller of running.values()) controller.abort();
      server.destroy();
    },
  };
};
