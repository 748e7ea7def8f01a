import { createRandom, failureOf, SpatialRewardError } from "../../core/index.js";
import { blindPhrase, cleanAnswer } from "../../vqa/index.js";
import type { Sight } from "../backend.js";
import type { Chat } from "./chat.js";
import { jpegDataUrl } from "./image.js";
import { colours, type ProbePicture, probePictures } from "./probe-picture.js";
import type { ServerSettings } from "./settings.js";

const question = "What color is the large shape in this picture? Answer with one word.";

/** Right so often, it sees; wrong so often, it doesn't. By chance, 2 of 3 are right in 7 of 100 cases. */
const enough = 2;

/** Beside the colour, an answer may name the one that is around it. */
const mostNamed = 2;

/** Leniently, in whatever words: the colour is named, and not most of all colours. */
const isRight = (answer: string, { colour }: ProbePicture): boolean => {
  const named = colours.filter(({ words }) => words.test(answer));
  return named.includes(colour) && named.length <= mostNamed;
};

const show = async (
  chat: Chat,
  { frame }: ProbePicture,
  settings: ServerSettings,
  signal?: AbortSignal,
): Promise<string> => {
  const url = await jpegDataUrl(frame, settings);
  const reply = await chat.complete(
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url } },
            { type: "text", text: question },
          ],
        },
      ],
    },
    signal,
  );
  return reply.text.trim();
};

const longestQuote = 120;

const quoted = ({ shows }: ProbePicture, answer: string): string =>
  `of a ${shows} it said "${answer.replace(/\s+/g, " ").slice(0, longestQuote)}"`;

/** Shows pictures until it is clear whether they are seen. */
const look = async (
  chat: Chat,
  settings: ServerSettings,
  seed: number,
  signal?: AbortSignal,
): Promise<Sight> => {
  const [right, wrong]: [string[], string[]] = [[], []];
  for (const picture of probePictures(createRandom(seed), 2 * enough - 1)) {
    const answer = await show(chat, picture, settings, signal);
    const plain = (cleanAnswer(answer) ?? "").toLowerCase();
    const sees = isRight(plain, picture);
    (sees ? right : wrong).push(quoted(picture, answer));
    if (right.length === enough) return { kind: "seen", told: right.join(", ") };
    const denies = !sees && blindPhrase(plain) !== undefined;
    if (denies || wrong.length === enough) break;
  }
  return { kind: "blind", told: `asked "${question}", ${wrong.join(", ")}` };
};

/** What may pass: the server is asked again before it is asked about a frame. */
const passing: ReadonlySet<string> = new Set([
  "server.unreachable",
  "server.timeout",
  "server.failed",
  "server.busy",
  "server.unavailable",
]);

/** A server's eyes: tried when that is asked for, and before the first frame if they could not be tried then. */
export interface Eyes {
  probe(seed: number, signal?: AbortSignal): Promise<Sight>;
  /** @throws SpatialRewardError server.blind, or the fault that keeps them from being tried */
  require(signal?: AbortSignal): Promise<void>;
}

export const createEyes = (chat: Chat, settings: ServerSettings, model: string): Eyes => {
  let tried: { readonly seed: number; readonly sight: Sight } | undefined;

  const probe = async (seed: number, signal?: AbortSignal): Promise<Sight> => {
    const sight = await look(chat, settings, seed, signal).catch((thrown: unknown): Sight => {
      signal?.throwIfAborted();
      const failure = failureOf(thrown, "server.failed");
      return failure.code === "server.blind"
        ? { kind: "blind", told: failure.message }
        : { kind: "unknown", failure };
    });
    tried = { seed, sight };
    return sight;
  };

  const require = async (signal?: AbortSignal): Promise<void> => {
    if (tried === undefined || tried.sight.kind === "seen") return;
    const { seed, sight: before } = tried;
    const sight =
      before.kind === "unknown" && passing.has(before.failure.code)
        ? await probe(seed, signal)
        : before;
    if (sight.kind === "blind") throw blindError(model, sight.told);
    if (sight.kind === "unknown" && passing.has(sight.failure.code))
      throw new SpatialRewardError(sight.failure.code, sight.failure.message);
  };
  return { probe, require };
};

const blindError = (model: string, told: string): SpatialRewardError =>
  new SpatialRewardError("server.blind", `${model} doesn't see the pictures it is sent: ${told}`);
