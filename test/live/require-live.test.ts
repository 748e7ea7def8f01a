import { describe, expect, it } from "vitest";
import { requireLive } from "../../src/live/index.js";
import { parseTask } from "../../src/reward/index.js";

const file = `task: reach the mug
objects: { mug: red mug }
stages: { reach: { potential: "0.5", until: "distance(gripper, mug) < 10 cm" } }
success: reach
`;

describe("a live task", () => {
  it("may have anything but a signal, which only recordings are labelled by", () => {
    expect(() => requireLive(parseTask(file))).not.toThrow();
    const signed = parseTask(`${file}signal: { topic: /gripper/width.data, above: 0.005 }\n`);
    expect(() => requireLive(signed)).toThrow(
      expect.objectContaining({
        code: "task.live",
        message: expect.stringContaining("signal: /gripper/width.data: only recordings"),
      }),
    );
  });
});
