import { z } from "zod";
import { failureOf, type Query, type Seconds, type SpatialFact } from "../core/index.js";
import type { Camera, SeenFrame } from "../live/index.js";
import {
  decoderFor,
  encodeFacts,
  interfaceDefinition,
  interfaceTypes,
  rosTime,
} from "../messages/index.js";
import { factsFromAnswers } from "../pipeline/index.js";
import type { Answer, Backend } from "../vlm/index.js";
import { parseQuestion, type Question, type UnreadableReason } from "../vqa/index.js";
import { done, refusal } from "./error-numbers.js";

/** As srv/AskSpatial.srv says. */
const mostQuestions = 64;

const askRequest = z.object({
  questions: z.array(z.string().trim().min(1)).min(1).max(mostQuestions),
  camera: z.string(),
});

export interface AskParts {
  readonly cameras: readonly Camera[];
  readonly backend: Backend;
  readonly timeout: Seconds;
}

const decodeFactArray = decoderFor({
  type: interfaceTypes.facts,
  definition: interfaceDefinition(interfaceTypes.facts),
  schemaEncoding: "ros2msg",
  messageEncoding: "cdr",
});

/** Facts as a service's response wants them, made by the one codec there is; arrays of numbers as plain arrays. */
const plainFacts = (frame: SeenFrame, facts: readonly SpatialFact[]): unknown => {
  const { stamp, frameId } = frame;
  const { facts: plain } = z
    .object({ facts: z.array(z.record(z.string(), z.unknown())) })
    .parse(decodeFactArray(encodeFacts({ stamp, frameId, facts })));
  return plain.map((fact) =>
    Object.fromEntries(
      Object.entries(fact).map(([name, value]) => [
        name,
        value instanceof Float64Array ? [...value] : value,
      ]),
    ),
  );
};

const cameraNamed = (cameras: readonly Camera[], name: string): Camera | undefined =>
  name === "" ? cameras[0] : cameras.find((camera) => camera.name === name);

const words: Readonly<Record<UnreadableReason, string>> = {
  empty: "the model gave no answer",
  refusal: "the model declined to answer",
  "no-sight": "the model answered without looking at the image",
  "not-visible": "what is asked about is not in view",
  presumption: "it asks by how much something holds that does not",
  "no-up": "which way is up is not known: TF tells it, or the parameter pitch",
  "no-number": "the answer has no number",
  "no-unit": "the answer has a number without a unit",
  ambiguous: "the answer can be read in several ways",
  "out-of-range": "the answer is a length that can't be",
};

/** Why a question has no answer, in words; "" when it has one. */
const reasonFor = (question: Question | undefined, answer: Answer | undefined): string => {
  if (answer === undefined) return words.empty;
  const { reading, failure } = answer;
  if (failure) return failure.message;
  if (reading.kind !== "unreadable") return "";
  const { reason, phrase } = reading;
  if (reason === "not-visible" && question?.query)
    return `${hiddenOf(question.query, answer)} is not in view`;
  return phrase === undefined ? words[reason] : `${words[reason]}: "${phrase}"`;
};

/** The one less likely in view. */
const hiddenOf = ({ subject, object }: Query, answer: Answer): string =>
  (answer.object?.visible ?? 1) < (answer.subject?.visible ?? 1) ? object : subject;

const asked = async (
  frame: SeenFrame,
  texts: readonly string[],
  { backend, timeout }: AskParts,
) => {
  const questions = texts.map(parseQuestion);
  const answers = await backend.ask(frame, questions, AbortSignal.timeout(1000 * timeout));
  const reasons = questions.map((question, at) => reasonFor(question, answers[at]));
  const stated = questions.flatMap(({ query }, at) => {
    const answer = answers[at];
    return query && answer ? [{ need: { query }, answer }] : [];
  });
  const { facts } = factsFromAnswers(
    stated.map(({ need }) => need),
    stated.map(({ answer }) => answer),
    backend.identity,
  );
  const { sec, nanosec } = rosTime(frame.stamp);
  return {
    header: { stamp: { sec, nanosec }, frame_id: frame.frameId },
    answers: reasons.map((reason, at) => (reason === "" ? (answers[at]?.text ?? "") : "")),
    reasons,
    facts: plainFacts(frame, facts),
    ...done,
  };
};

const badRequest = `questions must be 1 to ${mostQuestions}, none of them empty`;

/** ~/ask: free questions about the newest frame. Gives the response; never throws. */
export const answerAsk = async (request: unknown, parts: AskParts | undefined): Promise<object> => {
  if (parts === undefined) return refusal("NOT_ACTIVE", "the node is not active");
  const read = askRequest.safeParse(request);
  if (!read.success) return refusal("BAD_REQUEST", badRequest);
  const { questions, camera: name } = read.data;
  const camera = cameraNamed(parts.cameras, name);
  if (camera === undefined) {
    const known = parts.cameras.map((each) => each.name).join(", ");
    return refusal("UNKNOWN_CAMERA", `camera must be one of ${known}; got "${name}"`);
  }
  const frame = camera.newest();
  if (frame === undefined) return refusal("NO_FRAME", `no frame yet: ${camera.silence()}`);
  try {
    return await asked(frame, questions, parts);
  } catch (thrown) {
    return refusal("MODEL_FAILED", failureOf(thrown, "model.failed").message);
  }
};
