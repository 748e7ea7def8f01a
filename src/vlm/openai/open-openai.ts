import { createHash } from "node:crypto";
import {
  type Failure,
  type Frame,
  failureOf,
  type Seconds,
  SpatialRewardError,
} from "../../core/index.js";
import { parseQuestion, type Question } from "../../vqa/index.js";
import type { Answer, Backend } from "../backend.js";
import { type Logger, silentLogger } from "../engine/logger.js";
import { failedAnswer } from "../failed-answer.js";
import { askEach } from "./ask-each.js";
import { askPacked } from "./ask-packed.js";
import { type Chat, openChat } from "./chat.js";
import { jpegDataUrl } from "./image.js";
import { type OnLeftOut, placesAnswer } from "./places.js";
import { openPool } from "./pool.js";
import { createEyes } from "./probe.js";
import { promptText } from "./prompt.js";
import { defaultServerSettings, type ServerSettings } from "./settings.js";
import type { Shown } from "./shown.js";
import { parseServerSpecs, type ServerSpec } from "./spec.js";

/** A frame's requests bound themselves, one by one; how long they queue depends on how many frames are under way. */
const patience: Seconds = 24 * 3600;

/** What answers depend on, apart from what the server does. */
const hashOf = ({ model, url }: ServerSpec, settings: ServerSettings): string => {
  const { imageQuality, imageSize, packed, places, samples, maxTokens } = settings;
  const asked = {
    ...{ model, url, imageQuality, imageSize, packed, samples, maxTokens, promptText },
    ...(places && { placesAnswer }),
  };
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
};

/** Says the first of what may come with every frame. */
const once = (say: OnLeftOut): OnLeftOut => {
  let said = false;
  return (what) => {
    if (!said) say(what);
    said = true;
  };
};

/** A free question that is one of our wordings is as good as a query. */
const recognised = (question: Question): Question =>
  question.query ? question : { ...parseQuestion(question.text), ...question };

/** A fault of the server, as against one of a question or of its answer. */
const isServers = ({ code }: Failure): boolean => code.startsWith("server.");

/** A server without the model is asked which ones it has. */
const explained = async ({ code, message }: Failure, chat: Chat, signal?: AbortSignal) => {
  const models = code === "server.model" ? await chat.models(signal) : [];
  const hint = models.length > 0 ? `; it has ${models.join(", ")}` : "";
  return new SpatialRewardError(code, `${message}${hint}`);
};

/** When the server is gone, or fails all of a frame's questions, it fails the frame: that can be asked about again. */
const requireSome = async (
  answers: readonly Answer[],
  chat: Chat,
  signal?: AbortSignal,
): Promise<readonly Answer[]> => {
  const failures = answers.flatMap(({ failure }) => (failure ? [failure] : []));
  const gone = failures.find(({ code }) => code === "server.unavailable");
  const all = failures.length === answers.length && failures.every(isServers);
  const failure = gone ?? (all ? failures[0] : undefined);
  if (failure) throw await explained(failure, chat, signal);
  return answers;
};

/** What is thrown becomes the answer of each of these questions, unless nobody waits for it any more. */
const orFailed = async (
  ask: () => Promise<readonly Answer[]>,
  count: number,
  signal?: AbortSignal,
): Promise<readonly Answer[]> => {
  try {
    return await ask();
  } catch (thrown) {
    signal?.throwIfAborted();
    const answer = failedAnswer(failureOf(thrown, "server.failed"));
    return Array.from({ length: count }, () => answer);
  }
};

const askShown = async (
  chat: Chat,
  shown: Shown,
  questions: readonly Question[],
  packed: boolean,
  signal?: AbortSignal,
): Promise<readonly Answer[]> => {
  if (packed)
    return orFailed(() => askPacked(chat, shown, questions, signal), questions.length, signal);
  const answers = await Promise.all(
    questions.map((question) =>
      orFailed(async () => [await askEach(chat, shown, question, signal)], 1, signal),
    ),
  );
  return answers.flat();
};

/**
 * A model behind a server that speaks OpenAI's chat completions, or several of the same model: `openai:MODEL@URL,URL`. Nothing is sent until it is asked.
 * @throws SpatialRewardError backend.unknown
 */
export const openOpenai = (
  name: string,
  given: Partial<ServerSettings> = {},
  logger: Logger = silentLogger,
): Backend => {
  const specs = parseServerSpecs(name);
  // Which of its servers has answered makes no difference: the first stands for all.
  const [spec] = specs;
  const settings = { ...defaultServerSettings, ...given };
  const chat =
    specs.length === 1 ? openChat(spec, settings, logger) : openPool(specs, settings, logger);
  const eyes = createEyes(chat, settings, spec.model);
  const onPlaceLeftOut = once((what) =>
    logger.warn({ model: spec.model }, `${spec.model} told ${what}: such places are left out`),
  );
  const ask = async (
    frame: Frame,
    questions: readonly Question[],
    signal?: AbortSignal,
  ): Promise<readonly Answer[]> => {
    signal?.throwIfAborted();
    if (questions.length === 0) return [];
    await eyes.require(signal);
    const image = await jpegDataUrl(frame, settings);
    const { samples, places } = settings;
    const shown = { frame, image, samples, ...(places && { onPlaceLeftOut }) };
    const asked = questions.map(recognised);
    const answers = await askShown(chat, shown, asked, settings.packed || settings.places, signal);
    return requireSome(answers, chat, signal);
  };
  return {
    identity: {
      source: `openai:${spec.model}`,
      name: spec.model,
      version: "unknown",
      hash: hashOf(spec, settings),
    },
    patience,
    usage: chat.usage.total,
    probe: eyes.probe,
    ask,
    close: async () => undefined,
  };
};
