import { performance } from "node:perf_hooks";
import { type Frame, sourcesOf } from "../core/index.js";
import { usualDepthScale } from "../messages/index.js";
import { fusedAnswers } from "../pipeline/index.js";
import type { Answer, Backend } from "../vlm/index.js";
import { formatLength, parseQuestion } from "../vqa/index.js";
import { depthScale, fieldOfView } from "./arguments.js";
import { remarksOn } from "./ask-remarks.js";
import { addBackendFlags, type BackendFlags, openFromFlags } from "./backend-flags.js";
import { imageFrame } from "./read-frame.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface AskFlags extends BackendFlags {
  readonly fov?: number;
  readonly depth?: string;
  readonly depthScale: number;
  readonly json?: boolean;
}

/** How models are asked about the end effector. */
const gripper = "gripper";

/** "23 cm ± 4 cm", what the model said in words, or why the question could not be put to it. */
const spoken = ({ reading, text, failure, source }: Answer): string => {
  if (failure) return `no answer: ${failure.message}`;
  switch (reading.kind) {
    case "length": {
      const length = formatLength(reading.metres, "cm");
      const deviation =
        reading.stddev === undefined ? "" : ` ± ${formatLength(reading.stddev, "cm")}`;
      const sources = source !== undefined && sourcesOf(source).length > 1 ? ` (${source})` : "";
      return `${length}${deviation}${sources}`;
    }
    case "predicate":
      return `${text} (probability ${reading.probability.toFixed(2)})`;
    case "unreadable":
      return `${text === "" ? "no answer" : text} (${reading.reason}${reading.phrase === undefined ? "" : `: "${reading.phrase}"`})`;
  }
};

const record = (question: string, answer: Answer) => ({
  question,
  answer: answer.text,
  ...answer.reading,
  confidence: answer.confidence,
  subject: answer.subject,
  object: answer.object,
  understood: answer.understood,
  failure: answer.failure,
  source: answer.source,
});

const asked = async (
  frame: Frame,
  texts: readonly string[],
  backend: Backend,
  signal: AbortSignal,
) => {
  const started = performance.now();
  const questions = texts.map(parseQuestion);
  const own = await backend.ask(frame, questions, signal);
  const known = { by: backend.identity, besides: { gripper } };
  const { answers, refused } = await fusedAnswers(frame, questions, own, known);
  return { answers, refused, milliseconds: performance.now() - started };
};

/** Answers questions about one image. */
export const ask: Verb = (program, terminal) => {
  addBackendFlags(program.command("ask"))
    .summary("answer questions about an image")
    .description("Answers questions about one image, with distance ± deviation.")
    .argument("<image>", "a JPEG, PNG or WebP file")
    .argument("<question...>", 'for example "How far is the gripper from the red mug?"')
    .option("--fov <degrees>", "the camera's horizontal field of view", fieldOfView)
    .option("--depth <image>", "depth as large as the image: a PNG of 16-bit grey")
    .option(
      "--depth-scale <units>",
      "units of the depth image in a metre; TUM: 5000",
      depthScale,
      usualDepthScale,
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a distance", 'spatial-reward ask desk.jpg "How far is the gripper from the red mug?"'],
        ["with a known lens", 'spatial-reward ask desk.jpg "Is the cup on the plate?" --fov 69'],
        [
          "with its depth",
          'spatial-reward ask desk.png "How wide is the book?" --depth desk_depth.png',
        ],
      ),
    )
    .action(async (image: string, questions: string[], flags: AskFlags) => {
      const frame = await imageFrame(image, flags);
      const backend = await openFromFlags(flags, terminal);
      try {
        const { answers, refused, milliseconds } = await asked(
          frame,
          questions,
          backend,
          terminal.signal,
        );
        const remarks = [
          ...remarksOn(questions.map(parseQuestion), answers),
          ...refused.map(
            ({ source, thing, why }) => `${source} of ${thing} is not believed: ${why}`,
          ),
        ];
        const results = answers.map((answer, at) => record(questions[at] ?? "", answer));
        terminal.out(
          flags.json === true
            ? jsonDocument({
                image,
                width: frame.width,
                height: frame.height,
                intrinsics: frame.intrinsics,
                intrinsicsSource: frame.intrinsicsSource,
                backend: backend.identity,
                usage: backend.usage?.(),
                milliseconds,
                novelty: answers.find((answer) => answer.novelty !== undefined)?.novelty,
                remarks,
                answers: results,
              })
            : prose(questions, answers, milliseconds, frame, remarks),
        );
      } finally {
        await backend.close();
      }
    });
};

const prose = (
  questions: readonly string[],
  answers: readonly Answer[],
  milliseconds: number,
  frame: Frame,
  remarks: readonly string[],
): string => {
  const lines = answers.map((answer, at) => `${questions[at] ?? ""}\n  ${spoken(answer)}\n`);
  const lens =
    frame.intrinsicsSource === "assumed"
      ? "The image doesn't tell its lens: a field of view of 60° was assumed; --fov says better.\n"
      : "";
  const notes = remarks.map((remark) => `${remark}\n`).join("");
  return `${lines.join("")}${lens}${notes}${milliseconds.toFixed(0)} ms\n`;
};
