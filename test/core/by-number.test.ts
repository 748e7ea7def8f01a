import { expect, it } from "vitest";
import { byNumber } from "../../src/core/index.js";

it("orders names as people count", () => {
  const names = ["run_10", "run_9", "b", "run_1/camera", "a2", "a10"];
  expect([...names].sort(byNumber)).toEqual(["a2", "a10", "b", "run_1/camera", "run_9", "run_10"]);
});
