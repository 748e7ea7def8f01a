import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lengthRelations, predicateRelations } from "../../../../src/core/index.js";
import { readTokenizer } from "../../../../src/vlm/engine/tokenizer.js";
import { vocabularyOf } from "../../../../src/vlm/nano/vocabulary.js";
import { readWords } from "../../../../src/vlm/nano/words/read-words.js";
import {
  genericNouns,
  trainedColours,
  trainedGrippers,
  trainedKinds,
} from "../../../../src/vlm/nano/words/trained.js";
import { embeddedModel } from "../../../../src/vlm/open.js";
import { allWordings, questionFor } from "../../../../src/vqa/index.js";

const vocabulary = vocabularyOf(await readTokenizer(embeddedModel()), await readWords());
const distance = (subject: string, object: string) =>
  questionFor({ relation: "distance", subject, object });

describe("a question", () => {
  it("is put as it is where its words are known, whatever it asks and of whatever", () => {
    const noun = fc.constantFrom(...trainedKinds, ...genericNouns);
    const colour = fc.constantFrom(...trainedColours);
    const thing = fc.oneof(
      noun,
      fc.tuple(colour, noun).map((words) => words.join(" ")),
      fc.tuple(noun, colour).map(([name, shade]) => `${name} that is ${shade}`),
      fc.constantFrom(...trainedGrippers),
    );
    const relation = fc.constantFrom(...lengthRelations, ...predicateRelations);
    fc.assert(
      fc.property(relation, thing, thing, (asked, subject, object) => {
        for (const text of allWordings({ relation: asked, subject, object })) {
          const question = { text, query: { relation: asked, subject, object } };
          expect(vocabulary.understand(question)).toEqual({ text, understood: [], unknown: [] });
          expect(vocabulary.understand({ text }).text).toBe(text);
        }
      }),
    );
  });

  it("is put with what its names are understood as, in any of our wordings", () => {
    const query = { relation: "distance", subject: "gripper", object: "Crimson teacup" } as const;
    const known = { ...query, object: "red cup" };
    const wordings = allWordings(query).map((text) => vocabulary.understand({ text, query }).text);
    expect(wordings).toEqual(allWordings(known));
  });

  it("keeps names apart of which one is in the other", () => {
    const { text, understood } = vocabulary.understand(distance("teacup", "teacup saucer"));
    expect(text).toBe(distance("cup", "plate").text);
    expect(understood.map(({ phrase }) => phrase)).toEqual(["teacup", "teacup saucer"]);
  });

  it("tells what each name is understood as, and what of it is not used", () => {
    expect(vocabulary.understand(distance("gripper", "left cyan tumbler on the plate"))).toEqual({
      text: distance("gripper", "turquoise tumbler").text,
      understood: [
        {
          phrase: "left cyan tumbler on the plate",
          as: "turquoise tumbler",
          distance: expect.closeTo(0.2, 1),
          unused: ["left", "on the plate"],
        },
      ],
      unknown: [],
    });
  });

  it("can't be put with a name that is not understood, which is told with its words", () => {
    const question = distance("gripper", "crimson floob");
    expect(vocabulary.unknownIn(question)).toEqual([{ word: "floob", phrase: "crimson floob" }]);
    expect(vocabulary.unknownIn(distance("gripper", "botle"))).toEqual([
      { word: "botle", phrase: "botle", nearest: "bottle" },
    ]);
  });
});

describe("a question whose names can't be told apart", () => {
  const asked = (text: string) => vocabulary.understand({ text });

  it("is put with what is understood in its place", () => {
    const { text, understood, unknown } = asked(
      "How much space is there between the crimson teacup and the saucepan?",
    );
    expect(text).toBe("How much space is there between the red cup and the pot?");
    expect(understood.map(({ phrase }) => phrase)).toEqual(["crimson teacup", "saucepan"]);
    expect(unknown).toEqual([]);
  });

  it("can't be put with another word that is not known", () => {
    const text = "Is somebody grasping the teacup?";
    expect(asked(text).unknown.map(({ word }) => word)).toEqual(["somebody", "grasping"]);
  });
});
