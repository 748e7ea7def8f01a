import { describe, expect, it } from "vitest";
import { ensembleOf } from "../../../src/vlm/combine/ensemble.js";
import { fallbackOf } from "../../../src/vlm/combine/fallback.js";
import type { Backend, Understood } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { plainFrame } from "../fakes.js";
import { failed, fake, metres } from "./members.js";

const cup: Understood = { phrase: "crimson teacup", as: "red cup", distance: 0.2, unused: [] };
const question = questionFor({ relation: "distance", subject: "gripper", object: cup.phrase });

/** It has not learnt the name, and answers about what it understands it as. */
const understanding = (): Backend =>
  fake("nano", () => ({ ...metres(0.5, 0.1), understood: [cup] }), { understoodIn: () => [cup] });
const knowing = () => fake("openai:q", () => metres(0.2, 0.1));
const broken = () => fake("openai:q", () => failed);

const lengthOf = async (backend: Backend): Promise<number | undefined> => {
  const [answer] = await backend.ask(plainFrame(), [question]);
  return answer?.reading.kind === "length" ? answer.reading.metres : undefined;
};

describe("a name that one of several only understands as another", () => {
  it("is asked of the next in a fallback, and answered by that", async () => {
    expect(await lengthOf(fallbackOf([understanding(), knowing()]))).toBe(0.2);
    expect(await lengthOf(fallbackOf([knowing(), understanding()]))).toBe(0.2);
  });

  it("is answered as it was understood where the next says nothing", async () => {
    expect(await lengthOf(fallbackOf([understanding(), broken()]))).toBe(0.5);
    expect(await lengthOf(fallbackOf([broken(), understanding()]))).toBe(0.5);
  });

  it("counts in an ensemble where nobody knows it", async () => {
    expect(await lengthOf(ensembleOf([understanding(), knowing()]))).toBe(0.2);
    expect(await lengthOf(ensembleOf([understanding(), broken()]))).toBe(0.5);
  });

  it("is told with whose understanding it is, where that may count", () => {
    const told = [{ ...cup, by: "nano" }];
    expect(fallbackOf([understanding(), knowing()]).understoodIn?.(question)).toEqual(told);
    expect(ensembleOf([understanding(), understanding()]).understoodIn?.(question)).toEqual(told);
    expect(ensembleOf([understanding(), knowing()]).understoodIn?.(question)).toEqual([]);
    expect(fallbackOf([knowing(), knowing()]).understoodIn).toBeUndefined();
  });
});
