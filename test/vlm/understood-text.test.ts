import { expect, it } from "vitest";
import {
  tellerOf,
  tellingUnderstood,
  type Understood,
  understoodText,
} from "../../src/vlm/index.js";
import { questionFor } from "../../src/vqa/index.js";
import { fake, metres } from "./combine/members.js";
import { plainFrame } from "./fakes.js";

const cup: Understood = { phrase: "crimson teacup", as: "red cup", distance: 0.154, unused: [] };
const left: Understood = { ...cup, phrase: "left crimson teacup", by: "nano", unused: ["left"] };
const question = questionFor({ relation: "visible", subject: "crimson teacup", object: "" });

it("says what a name is understood as, by whom, without which words, and how much less surely", () => {
  expect(understoodText(cup)).toBe(
    '"crimson teacup" understood as "red cup"; lengths are less sure by 15 % of theirs',
  );
  expect(understoodText(left)).toBe(
    '"left crimson teacup" understood by nano as "red cup", without "left"; lengths are less sure by 15 % of theirs',
  );
});

it("is told once of each name, by a backend that answers about it", async () => {
  const told: string[] = [];
  const answering = fake("nano", () => ({ ...metres(0.2), understood: [cup] }));
  const backend = tellingUnderstood(
    answering,
    tellerOf((text) => told.push(text)),
  );
  const answers = await backend.ask(plainFrame(), [question, question]);
  expect(await backend.ask(plainFrame(), [question, question])).toEqual(answers);
  expect(told).toEqual([understoodText(cup)]);
});
