import { type Frame, type Seconds, type Stamp, stampOf } from "../../src/core/index.js";
import type { Answer, Backend, BackendIdentity } from "../../src/vlm/index.js";
import type { Question, Reading } from "../../src/vqa/index.js";

export const identity: BackendIdentity = {
  source: "onnx:fake",
  name: "fake",
  version: "1",
  hash: "",
};

export const at = (seconds: Seconds): Stamp => stampOf(1_700_000_000 + seconds);

/** A frame of nothing but its stamp. */
export const frameAt = (seconds: Seconds): Frame => ({
  stamp: at(seconds),
  camera: "/camera",
  frameId: "optical",
  width: 1,
  height: 1,
  rgb: async () => ({ width: 1, height: 1, data: new Uint8Array(3) }),
});

export const answerOf = (reading: Reading, more: Partial<Answer> = {}): Answer => ({
  text: "",
  reading,
  confidence: 1,
  ...more,
});

export const lengthAnswer = (metres: number, stddev = 0.01): Answer =>
  answerOf({ kind: "length", metres, stddev });

export const seen = (visible: number): NonNullable<Answer["subject"]> => ({
  pixel: [1, 2],
  point: [0.1, 0.2, 0.9],
  visible,
});

type Ask = (frame: Frame, questions: readonly Question[], signal?: AbortSignal) => Promise<unknown>;

/** Believes any function: a hostile backend keeps no contract. */
const isAsk = (ask: unknown): ask is Backend["ask"] => typeof ask === "function";

/** A backend that answers as it likes. */
export const backendThat = (ask: Ask): Backend => {
  if (!isAsk(ask)) throw new TypeError("a backend asks by a function");
  return { identity, ask, close: async () => undefined };
};
