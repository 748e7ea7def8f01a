import { expect, it } from "vitest";
import { apiKeyFor } from "../../src/cli/api-key.js";

const hosted = "openai:gpt@https://api.example.com/v1";
const here = "openai:qwen@http://localhost:8000/v1";
const inTheLab = "openai:qwen@http://gpu7.lab:8000/v1";
const several = "openai:qwen@https://api.example.com/v1,http://gpu7.lab:8000/v1";
const [first, second] = [0, 1];

it.each([
  ["OPENAI_API_KEY goes over https", hosted, first, { OPENAI_API_KEY: "a" }, "a"],
  ["and to this machine", here, first, { OPENAI_API_KEY: "a" }, "a"],
  ["and not where others can read it", inTheLab, first, { OPENAI_API_KEY: "a" }, undefined],
  ["not even to one of several", several, first, { OPENAI_API_KEY: "a" }, undefined],
  ["our own goes where it is told", inTheLab, first, { SPATIAL_REWARD_API_KEY: "b" }, "b"],
  ["and comes first", hosted, first, { OPENAI_API_KEY: "a", SPATIAL_REWARD_API_KEY: "b" }, "b"],
  ["but to its own backend only", inTheLab, second, { SPATIAL_REWARD_API_KEY: "b" }, undefined],
  ["the second has its own", inTheLab, second, { SPATIAL_REWARD_API_KEY_2: "c" }, "c"],
  ["an empty one is none", hosted, first, { OPENAI_API_KEY: "" }, undefined],
  ["a model of our own needs none", "nano", first, { OPENAI_API_KEY: "a" }, undefined],
])("%s", (_, spec, index, env, key) => {
  expect(apiKeyFor(spec, index, env)).toBe(key);
});
