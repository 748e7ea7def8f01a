import { performance } from "node:perf_hooks";
import { SpatialRewardError } from "../core/index.js";
import {
  defaultMaxQuestions,
  defaultTolerance,
  planFor,
  reasonWith,
  reason as think,
} from "../reason/index.js";
import { kindOfSpec, openTalk, type Talk, tellerOf, tellingUnderstood } from "../vlm/index.js";
import { llmKeyFor } from "./api-key.js";
import { few, fieldOfView, moment, pitch, share } from "./arguments.js";
import { addBackendFlags, type BackendFlags, openFromFlags } from "./backend-flags.js";
import { frameAt, type Moment } from "./read-frame.js";
import { traceProse } from "./reason-prose.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface ReasonFlags extends BackendFlags, Moment {
  readonly maxQuestions: number;
  readonly tolerance: number;
  readonly llm?: string;
  readonly json?: boolean;
}

/** `MODEL@URL`, with `openai:` before it or without. */
const talkFrom = (llm: string, flags: ReasonFlags, { env, logger }: Terminal): Talk => {
  const spec = llm.startsWith("openai:") ? llm : `openai:${llm}`;
  const apiKey = llmKeyFor(spec, env);
  const { server } = kindOfSpec(spec).options?.({ ...flags }) ?? {};
  return openTalk(spec, { ...server, ...(apiKey !== undefined && { apiKey }) }, logger);
};

/** Answers a question in steps. */
export const reason: Verb = (program, terminal) => {
  addBackendFlags(program.command("reason"))
    .summary("answer a question in steps, each shown")
    .description(
      "Splits a question into simple spatial ones, asks the backend, calculates with the answers' deviations, and concludes; every step is shown.",
    )
    .argument("<source>", "a JPEG, PNG or WebP file, or a recording")
    .argument(
      "<question>",
      'for example "Which of the mug and the bowl is nearest to the gripper?"',
    )
    .option("--at <time>", "of a recording: so many seconds after its first frame", moment)
    .option("--camera <topic>", "of a recording: the camera, where there are several")
    .option("--fov <degrees>", "the camera's horizontal field of view", fieldOfView)
    .option("--pitch <degrees>", "how far the camera looks down: which way is up", pitch)
    .option("--max-questions <n>", "different questions it may ask", few, defaultMaxQuestions)
    .option(
      "--tolerance <share>",
      "lengths that differ by no more count as equal, where the question states no share",
      share,
      defaultTolerance,
    )
    .option("--llm <model@url>", "a language model behind a server that splits the question")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        [
          "a triangle",
          'spatial-reward reason desk.jpg "Do the mug, the bowl and the plate form an isosceles triangle?"',
        ],
        [
          "a moment of a recording",
          'spatial-reward reason pick.mcap "How much must the gripper move to reach the red can?" --at 3.2s',
        ],
        [
          "any other question, split by a language model",
          'spatial-reward reason desk.jpg "Could the mug tip over the plate?" --llm qwen3@http://localhost:8000/v1',
        ],
      ),
    )
    .action(async (source: string, question: string, flags: ReasonFlags) => {
      const { maxQuestions, tolerance } = flags;
      const { signal } = terminal;
      const talk = flags.llm === undefined ? undefined : talkFrom(flags.llm, flags, terminal);
      if (!talk) planFor(question);
      const frame = await frameAt(source, flags);
      const opened = await openFromFlags(flags, terminal);
      const tell = tellerOf((text) => terminal.err(`note: ${text}\n`));
      const backend = tellingUnderstood(opened, tell);
      try {
        const started = performance.now();
        const asking = { frame, backend, maxQuestions, signal };
        const trace = talk
          ? await reasonWith(talk, question, asking)
          : await think(question, asking, { tolerance });
        const milliseconds = performance.now() - started;
        terminal.out(
          flags.json === true
            ? jsonDocument({
                source,
                stamp: frame.stamp,
                intrinsics: frame.intrinsics,
                intrinsicsSource: frame.intrinsicsSource,
                backend: backend.identity,
                usage: backend.usage?.(),
                llmUsage: talk?.usage(),
                milliseconds,
                ...trace,
              })
            : traceProse(trace, frame, milliseconds),
        );
        if (trace.failure) throw new SpatialRewardError(trace.failure.code, trace.failure.message);
      } finally {
        await backend.close();
      }
    });
};
