import type { Seconds } from "../core/index.js";
import type { OpenModel } from "../live/index.js";
import { conditionOf, diagnose, reasonOf, type Survival } from "../live/index.js";
import { encodeDiagnostics } from "../messages/index.js";
import type { LabelRecordings } from "./label-action.js";
import { createLifecycle, type Lifecycle } from "./lifecycle.js";
import { advertiseTransitions, serveLifecycle } from "./lifecycle-services.js";
import { createLive, type Live } from "./live.js";
import type { RosNode } from "./port.js";
import { serve } from "./services.js";
import { createSettings } from "./settings-now.js";

export interface LiveNodeParts {
  readonly node: RosNode;
  readonly survival: Survival;
  readonly openModel: OpenModel;
  readonly label: LabelRecordings;
  /** The middleware, as in RMW_IMPLEMENTATION; "": not told. */
  readonly rmw?: string;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
}

export interface LiveNode {
  readonly lifecycle: Lifecycle;
  /** Configures and activates, unless parameters say otherwise; what fails is logged and told by diagnostics. */
  autostart(): Promise<void>;
  /** Looks for publishers that are waited for, and publishes diagnostics: once a second. */
  tick(): void;
  /** Frees cameras and model. */
  close(): Promise<void>;
}

const shutdown = { id: 0, label: "shutdown" };

const managed = (
  node: RosNode,
  live: Live,
  stopping: () => boolean,
  onTrouble: (text: string | undefined) => void,
) => {
  const publish = advertiseTransitions(node);
  return createLifecycle(live.steps, {
    onStart: () => onTrouble(undefined),
    onChange: (change) => {
      if (stopping()) return;
      publish(change);
      node.log.info(`${node.name} is ${change.goal.label}`);
    },
    onTrouble: (step, thrown) => {
      const text = `${step} failed: ${reasonOf(thrown)}`;
      node.log.error(text);
      onTrouble(text);
    },
  });
};

/** Of the task as well: none while nothing is watched. */
const camerasInUse = (live: Live): readonly string[] | undefined => {
  const names =
    live
      .watch()
      ?.cameras()
      .map(({ name }) => name) ?? [];
  return names.length > 0 ? names : undefined;
};

/** The live node, whole but for the ROS that it stands on. */
export const createLiveNode = (parts: LiveNodeParts): LiveNode => {
  const { node, survival, openModel, label, clock } = parts;
  let trouble: string | undefined;
  const settings = createSettings(node.parameters());
  const live = createLive({ node, survival, openModel, clock, settings: settings.now });
  let stopping = false;
  const lifecycle = managed(
    node,
    live,
    () => stopping,
    (text) => {
      trouble = text;
    },
  );
  const diagnostics = node.advertise("diagnostic_msgs/msg/DiagnosticArray", "/diagnostics", {
    reliability: "reliable",
    durability: "volatile",
    depth: 10,
  });
  const reset = survival.guard("a reset", () => live.watch()?.session()?.reset());
  serveLifecycle(node, lifecycle);
  serve(node, live, { label, onReset: reset, settings: settings.now });
  node.show("cameras", () => camerasInUse(live));
  node.onParameters((changes) => settings.change(changes, lifecycle.state(), live.setTask));

  const condition = () =>
    conditionOf(live, {
      name: node.name.slice(1),
      state: lifecycle.state(),
      trouble,
      caught: survival.count(),
      settings: settings.now(),
      rmw: parts.rmw ?? "",
    });

  return {
    lifecycle,
    autostart: async () => {
      if (!settings.now().autostart) return;
      const configured = await lifecycle.change({ id: 0, label: "configure" });
      if (configured) await lifecycle.change({ id: 0, label: "activate" });
    },
    tick: survival.guard("diagnostics", () => {
      for (const camera of live.watch()?.cameras() ?? []) camera.poll();
      diagnostics.publish(encodeDiagnostics(node.now(), diagnose(condition())));
    }),
    close: async () => {
      // Loading a model may take longer than ROS is still there to be told of it.
      stopping = true;
      await lifecycle.settled();
      await lifecycle.change(shutdown);
    },
  };
};
