import { describe, expect, it } from "vitest";
import { openBackend, type ServerSettings } from "../../../src/vlm/index.js";
import { questionFor } from "../../../src/vqa/index.js";
import { recordingLogger, smallFrame } from "../fakes.js";
import { type Behaviour, completion, json, saying, startServer } from "./server.js";

const distance = questionFor({ relation: "distance", subject: "gripper", object: "red mug" });
const visible = questionFor({ relation: "visible", subject: "gripper", object: "" });

/** Pictures of 64 × 48. */
const open = async (behave: Behaviour, settings: Partial<ServerSettings> = {}) => {
  const server = await startServer(behave);
  const logger = recordingLogger();
  const backend = await openBackend(`openai:qwen@${server.url}`, {
    logger,
    server: { timeout: 5, retries: 0, samples: 1, places: true, ...settings },
  });
  return { server, logger, backend, ask: () => backend.ask(smallFrame(), [distance, visible]) };
};

const told = (places: unknown): string => JSON.stringify({ q1: 0.2, q2: true, places });

describe("places of things, told by a server's model", () => {
  it("are asked for in the same request, each thing once, in one convention", async () => {
    const { ask, server } = await open(saying(told({})));
    await ask();
    const [asked, ...others] = server.asked;
    expect(others).toEqual([]);
    expect(asked?.question.split("\n").at(-1)).toBe(
      'places: where the centre of each of these is in the picture: "gripper", "red mug"',
    );
    expect(JSON.stringify(asked?.body.messages[0])).toContain(
      "x from the left edge and y from the top edge of the picture, both from 0 to 1000",
    );
    expect(asked?.body.response_format).toMatchObject({
      json_schema: {
        schema: {
          required: ["q1", "q2", "places"],
          properties: { places: { required: ["gripper", "red mug"], additionalProperties: false } },
        },
      },
    });
  });

  it("are pixels of the frame, and no points", async () => {
    const places = { gripper: { x: 500, y: 250 }, "red mug": null };
    const { ask } = await open(saying(told(places)));
    const gripper = { pixel: [32, 12], visible: 1 };
    const [first, second] = await ask();
    expect(first).toEqual({
      text: "0.2 m",
      reading: expect.objectContaining({ kind: "length", metres: 0.2 }),
      confidence: 1,
      subject: gripper,
    });
    expect(second?.subject).toEqual(gripper);
  });

  it.each<readonly [string, unknown, readonly [number, number] | undefined]>([
    ["numbers in words", { x: "500", y: "250" }, [32, 12]],
    [
      "Molmo's tag, in per cent",
      '<point x="50.0" y="25.0" alt="gripper">gripper</point>',
      [32, 12],
    ],
    ["the last pixel's edge", { x: 1000, y: 1000 }, [64, 48]],
    ["a pair in whichever order", [250, 500], undefined],
    ["a box", { x1: 1, y1: 2, x2: 3, y2: 4 }, undefined],
    ["a place outside of the picture", { x: 1200, y: 10 }, undefined],
    ["a place left of it", { x: -3, y: 10 }, undefined],
    ["words", "in the middle", undefined],
  ])("as %s", async (_, place, pixel) => {
    const { ask, logger } = await open(saying(told({ gripper: place })));
    const [answer] = await ask();
    expect(answer?.subject?.pixel).toEqual(pixel);
    expect(answer?.reading).toMatchObject({ metres: 0.2 });
    expect(logger.warnings).toHaveLength(pixel ? 0 : 1);
  });

  it("that are none are told of once", async () => {
    const { ask, logger } = await open(saying(told({ gripper: [1, 2], "red mug": [3, 4] })));
    await ask();
    await ask();
    expect(logger.warnings).toEqual([
      'qwen told a place that is no x and y ([1,2]): such places are left out {"model":"qwen"}',
    ]);
  });

  it.each([undefined, null, "none", 7, []])(
    "that are missing (%j) leave the answers",
    async (places) => {
      const { ask } = await open(saying(told(places)));
      const [answer] = await ask();
      expect(answer).toMatchObject({ reading: { metres: 0.2 } });
      expect(answer).not.toHaveProperty("subject");
    },
  );

  it("are in the middle of several replies, and in view by their share", async () => {
    const { ask } = await open(
      (response, { body }) =>
        json(
          response,
          200,
          completion(
            told({ gripper: body.seed === 1 ? null : { x: body.seed ? 300 : 500, y: 500 } }),
          ),
        ),
      { samples: 3 },
    );
    const [answer] = await ask();
    expect(answer?.subject).toEqual({
      pixel: [expect.closeTo(25.6, 9), 24],
      visible: expect.closeTo(2 / 3, 9),
    });
  });

  it("are not asked for unless they are wanted, and part of what answers depend on", async () => {
    const plain = await open(saying(told({})), { places: false, packed: true });
    await plain.ask();
    expect(plain.server.asked[0]?.question).not.toContain("places");
    const hash = async (settings: Partial<ServerSettings>) => {
      const backend = await openBackend("openai:qwen@http://localhost:1/v1", { server: settings });
      return backend.identity.hash;
    };
    expect(await hash({ packed: true, places: true })).not.toBe(await hash({ packed: true }));
  });
});
