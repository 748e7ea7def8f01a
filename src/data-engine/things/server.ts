import { z } from "zod";
import type { Frame } from "../../core/index.js";
import type { Talk } from "../../vlm/index.js";
import type { Detector, FoundThing } from "./found.js";

/** Vision models are taught places in thousandths of the picture's sides. */
const whole = 1000;
const mostThings = 24;

const instructions = `You find things in camera images. Name each by one to six words that tell it from the others ("red mug", "small steel bowl"); no walls, floors, tables or people. Answer with JSON alone:
{"things": [{"name": "…", "x0": …, "y0": …, "x1": …, "y1": …}]}
x from the left edge and y from the top edge of the picture, both from 0 to ${whole}, of a tight box around what can be seen of it; ${mostThings} things at most, {"things": []} where there are none.`;

const said = z.object({
  things: z.array(
    z.object({
      name: z.string().trim().min(1),
      x0: z.number(),
      y0: z.number(),
      x1: z.number(),
      y1: z.number(),
    }),
  ),
});

/** What stands between the first brace and the last: models put words or a fence around it. */
const jsonIn = (text: string): unknown => {
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined; // counted by whoever asked: a picture whose things can't be read has none
  }
};

const share = (value: number): number => Math.min(1, Math.max(0, value / whole));

const foundIn = (text: string, { width, height }: Frame): readonly FoundThing[] => {
  const { data } = said.safeParse(jsonIn(text));
  return (data?.things ?? []).slice(0, mostThings).flatMap(({ name, x0, y0, x1, y1 }) => {
    const box = {
      left: share(x0) * width,
      top: share(y0) * height,
      right: share(x1) * width,
      bottom: share(y1) * height,
    };
    return box.right > box.left && box.bottom > box.top ? [{ name, box, score: 0.5 }] : [];
  });
};

const ask = (names: readonly string[] | undefined): string =>
  names ? `Find these, as far as they can be seen: ${names.join(", ")}.` : "Find all things.";

/** A model behind a server that speaks OpenAI's chat completions, asked for boxes as JSON. */
export const serverDetector = (talk: Talk, names?: readonly string[]): Detector => ({
  source: `openai:${talk.name}`,
  ...(names && { names }),
  find: async ({ frame }, signal) => {
    const messages = [
      { role: "system", text: instructions },
      { role: "user", text: ask(names), image: frame },
    ] as const;
    const { text } = await talk.reply(messages, [], signal);
    return foundIn(text, frame);
  },
  close: async () => undefined,
});
