import { parse } from "@foxglove/rosmsg";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import { interfaceDefinition } from "../../src/messages/index.js";
import { type Change, createLifecycle, type Steps } from "../../src/ros/lifecycle.js";
import { endings, states, transitions } from "../../src/ros/lifecycle-table.js";

const idle = async (): Promise<void> => undefined;
const still: Steps = {
  configure: idle,
  activate: idle,
  deactivate: idle,
  cleanup: idle,
  shutdown: idle,
  recover: idle,
};

const watched = (steps: Partial<Steps> = {}) => {
  const changes: Change[] = [];
  const troubles: unknown[] = [];
  const lifecycle = createLifecycle(
    { ...still, ...steps },
    {
      onStart: () => undefined,
      onChange: (change) => changes.push(change),
      onTrouble: (_, thrown) => troubles.push(thrown),
    },
  );
  const ask = (label: string) => lifecycle.change({ id: 0, label });
  return { lifecycle, ask, changes, troubles };
};

const failing = (thrown: unknown) => async (): Promise<void> => {
  throw thrown;
};

describe("a lifecycle", () => {
  it("goes the way of a managed node, step by step", async () => {
    const { lifecycle, ask } = watched();
    const seen = [];
    for (const label of ["configure", "activate", "deactivate", "cleanup", "shutdown"])
      seen.push([await ask(label), lifecycle.state()]);
    expect(seen).toEqual([
      [true, "inactive"],
      [true, "active"],
      [true, "inactive"],
      [true, "unconfigured"],
      [true, "finalized"],
    ]);
  });

  it("takes a transition's number as well as its name", async () => {
    const { lifecycle } = watched();
    expect(await lifecycle.change({ id: 1, label: "" })).toBe(true);
    expect(lifecycle.state()).toBe("inactive");
  });

  it("refuses what is not possible, whatever is asked, and stays where it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 255 }), fc.string(), async (id, label) => {
        const possible =
          label === "" ? [1, 5].includes(id) : ["configure", "shutdown"].includes(label);
        const { lifecycle } = watched();
        expect(await lifecycle.change({ id, label })).toBe(possible);
        if (!possible) expect(lifecycle.state()).toBe("unconfigured");
      }),
    );
  });

  it("waits for a step, and refuses others meanwhile", async () => {
    let finish = (): void => undefined;
    const { lifecycle, ask } = watched({
      configure: () =>
        new Promise((done) => {
          finish = done;
        }),
    });
    const first = ask("configure");
    expect(lifecycle.state()).toBe("configuring");
    expect(await ask("shutdown")).toBe(false);
    finish();
    expect(await first).toBe(true);
  });

  it("goes back when a step fails for a reason that a user can mend", async () => {
    const thrown = new SpatialRewardError("model.missing", "no model");
    const { lifecycle, ask, troubles, changes } = watched({ configure: failing(thrown) });
    expect(await ask("configure")).toBe(false);
    expect(lifecycle.state()).toBe("unconfigured");
    expect(troubles).toEqual([thrown]);
    expect(changes.at(-1)?.transition).toBe(endings.failure);
  });

  it("frees everything after an error that nobody foresaw, answers false, and can begin anew", async () => {
    let freed = 0;
    const { lifecycle, ask } = watched({
      activate: failing(new Error("a defect")),
      recover: async () => {
        freed++;
      },
    });
    await ask("configure");
    expect(await ask("activate")).toBe(false);
    expect([lifecycle.state(), freed]).toEqual(["unconfigured", 1]);
    expect(await ask("configure")).toBe(true);
  });

  it("is over when even that fails", async () => {
    const { lifecycle, ask } = watched({
      configure: failing(new Error("a defect")),
      recover: failing(new Error("another")),
    });
    await ask("configure");
    expect(lifecycle.state()).toBe("finalized");
    expect(await ask("configure")).toBe(false);
  });
});

describe("the numbers of states and transitions", () => {
  const constants = (type: string): ReadonlyMap<string, unknown> => {
    const [root] = parse(interfaceDefinition(type), { ros2: true });
    return new Map(root?.definitions.map(({ name, value }) => [name, value]));
  };

  it("are lifecycle_msgs's", () => {
    const known = constants("lifecycle_msgs/msg/State");
    for (const { id, label } of Object.values(states)) {
      const name = id < 10 ? "PRIMARY_STATE" : "TRANSITION_STATE";
      expect(known.get(`${name}_${label.toUpperCase()}`)).toBe(id);
    }
    const moves = constants("lifecycle_msgs/msg/Transition");
    for (const { id, label, from } of transitions) {
      const name = label === "shutdown" ? `${from}_shutdown` : label;
      expect(moves.get(`TRANSITION_${name.toUpperCase()}`)).toBe(id);
    }
    for (const [name, { id }] of Object.entries(endings))
      expect(moves.get(`TRANSITION_CALLBACK_${name.toUpperCase()}`)).toBe(id);
  });
});
