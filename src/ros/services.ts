import { z } from "zod";
import type { Seconds } from "../core/index.js";
import { tellingUnderstood } from "../vlm/index.js";
import { answerAsk } from "./ask-service.js";
import { done, outcomeOf, refusal } from "./error-numbers.js";
import { createLabelAction, type LabelRecordings } from "./label-action.js";
import type { Live } from "./live.js";
import type { RosNode } from "./port.js";
import type { Settings } from "./settings.js";

const taskRequest = z.object({ task: z.string() });

const setTask = (live: Live, request: unknown): object => {
  try {
    const { text } = live.setTask(taskRequest.parse(request).task);
    return { ...done, task_text: text };
  } catch (thrown) {
    return { ...outcomeOf(thrown), task_text: live.task()?.text ?? "" };
  }
};

const resetEpisode = (live: Live): object => {
  const session = live.watch()?.session();
  if (session === undefined)
    return refusal("NOT_ACTIVE", "no episode to end: the node is not active, or has no task");
  session.reset();
  return done;
};

const ask = (live: Live, request: unknown, timeout: Seconds): Promise<object> => {
  const [watch, model] = [live.watch(), live.model()];
  if (!watch || !model) return answerAsk(request, undefined);
  const backend = tellingUnderstood(model.backend, live.tell);
  return answerAsk(request, { cameras: watch.cameras(), backend, timeout });
};

export interface ServiceParts {
  readonly label: LabelRecordings;
  readonly onReset: () => void;
  /** Of the moment. */
  readonly settings: () => Settings;
}

/** The node's services, its action, and the topic that resets. */
export const serve = (
  node: RosNode,
  live: Live,
  { label, onReset, settings }: ServiceParts,
): void => {
  const failed = (message: string) => refusal("UNFORESEEN", message);
  const own = "spatial_reward/srv";
  node.serve(`${own}/SetTask`, "~/set_task", {
    answer: (request) => setTask(live, request),
    failed,
  });
  node.serve(`${own}/ResetEpisode`, "~/reset_episode", {
    answer: () => resetEpisode(live),
    failed,
  });
  node.serve(`${own}/AskSpatial`, "~/ask", {
    answer: (request) => ask(live, request, settings().timeout),
    failed,
  });
  node.serveAction(
    "spatial_reward/action/LabelBag",
    "~/label_bag",
    createLabelAction({ label, model: live.model, task: live.task }),
  );
  node.subscribe(
    "std_msgs/msg/Empty",
    "~/reset",
    { reliability: "reliable", durability: "volatile", depth: 10 },
    onReset,
  );
};
