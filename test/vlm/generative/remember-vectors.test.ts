import { describe, expect, it, vi } from "vitest";
import type { Lane } from "../../../src/vlm/engine/engine.js";
import { rememberVectors } from "../../../src/vlm/generative/remember-vectors.js";

const lane: Lane = { run: async () => ({}) };

/** Vectors of two numbers that tell which token they are of. */
const counting = () => {
  const embed = vi.fn(async (_: Lane, ids: readonly number[]) =>
    Float32Array.from(ids.flatMap((id) => [id, -id])),
  );
  return { embed, remembering: rememberVectors(embed) };
};

describe("rememberVectors", () => {
  it("gives each token's vector, as often and in the order as asked", async () => {
    const { remembering } = counting();
    expect(await remembering(lane, [7, 3, 7])).toEqual(Float32Array.of(7, -7, 3, -3, 7, -7));
  });

  it("asks for no token twice", async () => {
    const { embed, remembering } = counting();
    await remembering(lane, [7, 3, 7]);
    await remembering(lane, [3, 5]);
    expect(await remembering(lane, [5, 7])).toEqual(Float32Array.of(5, -5, 7, -7));
    expect(embed.mock.calls.map(([, ids]) => ids)).toEqual([[7, 3], [5]]);
  });

  it("gives vectors that their taker may change", async () => {
    const { remembering } = counting();
    (await remembering(lane, [7])).fill(0);
    expect(await remembering(lane, [7])).toEqual(Float32Array.of(7, -7));
  });

  it("has what was asked for though another call made it forget meanwhile", async () => {
    const { remembering } = counting();
    await remembering(lane, [1]);
    const many = Array.from({ length: 2048 }, (_, at) => at + 10);
    const [first] = await Promise.all([remembering(lane, [1, 2]), remembering(lane, many)]);
    expect(first).toEqual(Float32Array.of(1, -1, 2, -2));
  });

  it("takes a text of more tokens than it keeps as it comes", async () => {
    const { embed, remembering } = counting();
    const all = Array.from({ length: 3000 }, (_, at) => at);
    expect((await remembering(lane, all)).length).toBe(6000);
    expect(embed).toHaveBeenCalledWith(lane, all);
  });

  it("learns nothing from a call that fails", async () => {
    const { embed, remembering } = counting();
    embed.mockRejectedValueOnce(new Error("the inference thread is gone"));
    await expect(remembering(lane, [7])).rejects.toThrow("gone");
    expect(await remembering(lane, [7])).toEqual(Float32Array.of(7, -7));
  });
});
