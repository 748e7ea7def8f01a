import { describe, expect, it } from "vitest";
import { ensembleOf } from "../../../src/vlm/combine/ensemble.js";
import { fallbackOf } from "../../../src/vlm/combine/fallback.js";
import type { Backend, Vocabulary } from "../../../src/vlm/index.js";
import { fake, metres } from "./members.js";

const knowing = (...words: readonly string[]): Backend => {
  const vocabulary: Vocabulary = {
    words,
    unknownIn: ({ query }) =>
      [query?.subject ?? "", query?.object ?? ""]
        .filter((phrase) => !words.includes(phrase))
        .map((word) => ({ word, phrase: word })),
  };
  return fake("nano", () => metres(0.2), { vocabulary });
};
const anything = fake("openai:q", () => metres(0.2));

const between = (subject: string, object: string) => ({
  text: "",
  query: { relation: "distance", subject, object } as const,
});

describe.each([
  ["an ensemble", ensembleOf],
  ["a fallback", fallbackOf],
])("the vocabulary of %s", (_, combine) => {
  const lacking = (members: readonly Backend[], question: ReturnType<typeof between>) =>
    combine(members)
      .vocabulary?.unknownIn(question)
      .map(({ word }) => word);

  it("is none where one member takes any word", () => {
    expect(combine([knowing("mug"), anything]).vocabulary).toBeUndefined();
  });

  it("lacks nothing that one member can be asked as a whole", () => {
    const members = [knowing("mug"), knowing("mug", "bowl")];
    expect(lacking(members, between("mug", "bowl"))).toEqual([]);
    expect(combine(members).vocabulary?.words).toEqual(["mug", "bowl"]);
  });

  it("lacks what keeps every member from being asked: the words of the one that lacks the fewest", () => {
    const members = [knowing("cup"), knowing("mug", "bowl")];
    expect(lacking(members, between("cup", "mug"))).toEqual(["mug"]);
    expect(lacking(members, between("mug", "fork"))).toEqual(["fork"]);
  });
});
