import { describe, expect, it } from "vitest";
import { readAnswer } from "../../src/vqa/index.js";
import { answers } from "./answers.table.js";

/** Every length that is read in words has a deviation: at least that of its rounding. */
const above0 = expect.toSatisfy((stddev: unknown) => typeof stddev === "number" && stddev > 0);

describe("readAnswer", () => {
  it.each(answers)('reads "$answer" as $reads', ({ to, answer, reads }) => {
    const reading = readAnswer(answer, to);
    if ("unreadable" in reads) {
      expect(reading).toMatchObject({ kind: "unreadable", reason: reads.unreadable });
    } else if ("probability" in reads) {
      expect(reading).toEqual({
        kind: "predicate",
        probability: expect.closeTo(reads.probability, 9),
      });
    } else {
      expect(reading).toEqual({
        kind: "length",
        metres: expect.closeTo(reads.metres, 9),
        stddev: reads.stddev === undefined ? above0 : expect.closeTo(reads.stddev, 9),
      });
    }
  });
});
