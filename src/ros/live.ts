import type { Seconds } from "../core/index.js";
import type { Survival } from "../live/index.js";
import {
  type OpenModel,
  openWarmModel,
  readTask,
  requireLive,
  startWatch,
  type Watch,
} from "../live/index.js";
import { requireVocabulary, understoodOf } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import { type Backend, tellerOf, type Understood } from "../vlm/index.js";
import type { Steps } from "./lifecycle.js";
import type { RosNode } from "./port.js";
import { rosRobot } from "./robot.js";
import type { Settings } from "./settings.js";

export interface LiveParts {
  readonly node: RosNode;
  readonly survival: Survival;
  readonly openModel: OpenModel;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  readonly settings: () => Settings;
}

/** What the node has at the moment: more of it, the further its lifecycle has come. */
export interface Live {
  readonly steps: Steps;
  /** The precision that the model was opened with goes with it. */
  readonly model: () => { readonly backend: Backend; readonly precision: string } | undefined;
  readonly watch: () => Watch | undefined;
  readonly task: () => Task | undefined;
  /** Logs what names are understood as, each once. */
  readonly tell: (understood: readonly Understood[]) => void;
  /**
   * From the next frame on.
   * @throws SpatialRewardError task.unreadable, task.invalid; task.vocabulary once there is a model
   */
  setTask(given: string): Task;
}

export const createLive = ({ node, survival, openModel, clock, settings }: LiveParts): Live => {
  const robot = rosRobot(node, settings, clock);
  let model: ReturnType<Live["model"]>;
  let watch: Watch | undefined;
  let task: Task | undefined;

  const stopWatching = (): void => {
    watch?.close();
    watch = undefined;
  };
  const unload = async (): Promise<void> => {
    const { backend } = model ?? {};
    model = undefined;
    await backend?.close();
  };
  const release = async (): Promise<void> => {
    stopWatching();
    await unload();
  };

  const tell = tellerOf(node.log.info);
  /** A task whose names the model knows, or understands as what it knows: that is told. */
  const take = (next: Task, backend: Backend): void => {
    requireLive(next);
    requireVocabulary(next, backend);
    tell(understoodOf(next, backend));
  };

  const steps: Steps = {
    configure: async () => {
      const { task: given, precision } = settings();
      const first = given === "" ? task : readTask(given);
      const backend = await openWarmModel(openModel, settings());
      model = { backend, precision };
      if (first) take(first, backend);
      task = first;
    },
    activate: async () => {
      if (model === undefined) throw new Error("activated without a model");
      const { backend } = model;
      watch = startWatch({ robot, backend, clock, settings, guard: survival.guard }, task);
    },
    deactivate: async () => stopWatching(),
    cleanup: unload,
    shutdown: release,
    recover: release,
  };

  return {
    steps,
    model: () => model,
    watch: () => watch,
    task: () => task,
    tell,
    setTask: (given) => {
      const next = readTask(given);
      requireLive(next);
      if (model) take(next, model.backend);
      task = next;
      watch?.take(next);
      return next;
    },
  };
};
