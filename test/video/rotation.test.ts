import { expect, it } from "vitest";
import { noTurn, turned, turnOf } from "../../src/video/rotation.js";

const one = 1 << 16;

/** The display matrix with these first two columns. */
const matrix = (a: number, b: number, c: number, d: number): Uint8Array => {
  const numbers = Int32Array.from([a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30]);
  return new Uint8Array(numbers.buffer);
};

/** A picture of letters, a pixel each. */
const picture = (...rows: readonly string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Uint8Array.from(
    [...rows.join("")].flatMap((letter) => Array(3).fill(letter.charCodeAt(0))),
  ),
});

const stored = picture("abc", "def");

// FFmpeg's own matrices for these turns.
it.each([
  ["as it is", matrix(1, 0, 0, 1), picture("abc", "def")],
  ["90° clockwise", matrix(0, 1, -1, 0), picture("da", "eb", "fc")],
  ["180°", matrix(-1, 0, 0, -1), picture("fed", "cba")],
  ["270° clockwise", matrix(0, -1, 1, 0), picture("cf", "be", "ad")],
  ["left and right swapped", matrix(-1, 0, 0, 1), picture("cba", "fed")],
  ["upside down, mirrored", matrix(1, 0, 0, -1), picture("def", "abc")],
])("turns a picture %s", (_, display, upright) => {
  expect(turned(stored, turnOf(display))).toEqual(upright);
});

it.each([[null], [new Uint8Array(8)]])("leaves it where the file says nothing", (display) => {
  expect(turnOf(display)).toEqual(noTurn);
});
