// A backend of your own: it answers whether something red can be seen, by counting pixels, and nothing else. A real one
// would ask a detector; what it must do is the same. Here its answers become facts of one image.
//   npm run build && npx tsc -p examples/library
//   node dist/examples/library/backend.js image.jpg
import { readFile } from "node:fs/promises";
import type { Frame } from "spatial-reward/core";
import { frameFromFile } from "spatial-reward/messages";
import type { Answer, Backend } from "spatial-reward/vlm";
import { parseQuestion, type Question } from "spatial-reward/vqa";

/** Share of the picture that is red, in [0, 1]. */
const redness = async (frame: Frame): Promise<number> => {
  const { data, width, height } = await frame.rgb({ width: 64, height: 48 });
  let red = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (r > 100 && r > 2 * g && r > 2 * b) red++;
  }
  return red / (width * height);
};

/** What can't be answered is an answer, too, that says why. */
const refusal = (text: string): Answer => ({
  text: "",
  reading: { kind: "unreadable", reason: "refusal" },
  confidence: 0,
  failure: { code: "model.question", message: `"${text}": only red things can be asked about` },
});

const answer = ({ text, query }: Question, share: number): Answer => {
  if (query?.relation !== "visible" || !query.subject.startsWith("red ")) return refusal(text);
  const probability = share > 0.001 ? 0.9 : 0.1;
  return {
    text: probability > 0.5 ? "yes" : "no",
    reading: { kind: "predicate", probability },
    confidence: 1,
  };
};

const redBackend: Backend = {
  identity: { source: "onnx:red", name: "red", version: "1", hash: "0".repeat(64) },
  ask: async (frame, questions, signal) => {
    signal?.throwIfAborted();
    const share = await redness(frame);
    return questions.map((question) => answer(question, share));
  },
  close: async () => undefined,
};

const [image = ""] = process.argv.slice(2);
const frame = await frameFromFile(await readFile(image), image);
const questions = ["Is the red mug visible?", "How far is the gripper from the red mug?"];
const answers = await redBackend.ask(frame, questions.map(parseQuestion));
for (const [at, { text, failure }] of answers.entries())
  process.stdout.write(`${questions[at]} ${failure?.message ?? text}\n`);
await redBackend.close();
