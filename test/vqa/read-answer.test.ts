import { describe, expect, it } from "vitest";
import { readAnswer } from "../../src/vqa/index.js";
import { answers } from "./answers.table.js";

describe("readAnswer", () => {
  it.each(answers)('reads "$answer" as $reads', ({ to, answer, reads }) => {
    const reading = readAnswer(answer, to);
    if ("unreadable" in reads) {
      expect(reading).toEqual({ kind: "unreadable", reason: reads.unreadable });
    } else if ("probability" in reads) {
      expect(reading).toEqual({
        kind: "predicate",
        probability: expect.closeTo(reads.probability, 9),
      });
    } else {
      expect(reading).toEqual({
        kind: "length",
        metres: expect.closeTo(reads.metres, 9),
        ...(reads.stddev === undefined ? {} : { stddev: expect.closeTo(reads.stddev, 9) }),
      });
    }
  });
});
