import type { FactSource, Failure, Frame, Pixel, Seconds, Vec3 } from "../core/index.js";
import type { Question, Reading } from "../vqa/index.js";
import type { EngineStats } from "./engine/engine.js";

/** Where a model says a thing is. */
export interface Located {
  readonly pixel: Pixel;
  /** Metres, in the camera's optical frame; absent where the model points in the picture alone. */
  readonly point?: Vec3;
  /** Probability, 0..1, that the thing is in view. */
  readonly visible: number;
  /** m², along each axis of the optical frame: how far `point` may be off; absent where the model can't say. */
  readonly variance?: Vec3;
  /** Metres, of the thing's box along the axes of the optical frame, and the variance of each one's logarithm. */
  readonly size?: { readonly extents: Vec3; readonly logVariance: Vec3 };
}

/** One answer: a text, and what it says as a number or a probability. Never an exception for a single unreadable one. */
export interface Answer {
  readonly text: string;
  /** From the model's own distribution where it has one, else read from the text. */
  readonly reading: Reading;
  readonly subject?: Located;
  readonly object?: Located;
  /** 0..1, see SpatialFact.confidence. */
  readonly confidence: number;
  /**
   * How unlike the image is to those the model learnt from: the same in every answer of a frame. 1 in 100 familiar
   * images lies beyond 1. Undefined when the model can't say.
   */
  readonly novelty?: number;
  /** What names were understood as that the model has not learnt; absent where it knows them all. */
  readonly understood?: readonly Understood[];
  /** Set when the question could not be put at all (unknown words, timeout); `reading` is then unreadable. */
  readonly failure?: Failure;
  /** Who answered, where a backend is made of several; else the backend itself. */
  readonly source?: FactSource;
}

/** What is known of the model for provenance and reports. */
export interface BackendIdentity {
  readonly source: FactSource;
  readonly name: string;
  readonly version: string;
  /** SHA-256, hex, over what answers depend on: the model's files, or how a server's model is asked. */
  readonly hash: string;
}

/** What a backend has taken so far, where that is worth counting. */
export interface BackendUsage {
  /** Replies of a server. */
  readonly requests: number;
  readonly inputTokens: number;
  /** Of `inputTokens`, those that the server had in its prefix cache. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** In the currency of the prices that were set; absent without. */
  readonly cost?: number;
  /** Answers that came from our own cache; absent without one. */
  readonly cachedAnswers?: number;
}

/** What a model said of pictures that only sight can tell apart; `told` quotes what was shown and what was said. */
export type Sight =
  | { readonly kind: "seen"; readonly told: string }
  | { readonly kind: "blind"; readonly told: string }
  /** It could not be asked. */
  | { readonly kind: "unknown"; readonly failure: Failure };
/** A word in the names of a question that a model has not learnt, and the one it may have been meant for. */
export interface UnknownWord {
  readonly word: string;
  /** The name it is in. */
  readonly phrase: string;
  readonly nearest?: string;
}

/** A name with words that a model has not learnt, and what it was understood as. */
export interface Understood {
  /** As it was asked. */
  readonly phrase: string;
  /** Whose understanding it is, where a backend is made of several. */
  readonly by?: FactSource;
  /** What the model was asked about in its place. */
  readonly as: string;
  /** 0..1: how far that may be from what was meant. Deviations grow by this share of each length. */
  readonly distance: number;
  /** What the name says besides, and the answers don't rest on: "left", "on the plate". */
  readonly unused: readonly string[];
}

/** What a model of a closed vocabulary can be asked about. */
export interface Vocabulary {
  /** Words for things, the commonest first. */
  readonly words: readonly string[];
  /** Each once, in order; none: the question can be asked. */
  readonly unknownIn: (question: Question) => readonly UnknownWord[];
}

/** Where questions are answered. */
export interface Backend {
  readonly identity: BackendIdentity;
  /** How long one frame may take where that is not for the caller to say: a server bounds its requests itself. */
  readonly patience?: Seconds;
  /** Absent where any word can be asked about. */
  readonly vocabulary?: Vocabulary;
  /** Names of a question that hold words the model has not learnt, and what it is asked about instead; absent where any word is known. */
  understoodIn?(question: Question): readonly Understood[];
  /** Of this run; undefined when there is nothing to count. */
  usage?(): BackendUsage | undefined;
  /**
   * All questions of a frame in one call; one answer each, in order. The image is encoded once.
   * Rejects only when the frame as a whole can't be asked about (image.*, model.failed, server.*) or the signal aborts.
   */
  ask(
    frame: Frame,
    questions: readonly Question[],
    signal?: AbortSignal,
  ): Promise<readonly Answer[]>;
  /**
   * Shows the model a picture drawn by the seed, and asks what only sight can tell; absent where there is no doubt. What
   * could not be tried then is tried before the next frame, which fails with server.blind if the model sees nothing.
   */
  probe?(seed: number, signal?: AbortSignal): Promise<Sight>;
  /** What the engine's graphs have run so far, where there is an engine. */
  readonly stats?: () => EngineStats;
  /** Threads or servers that died or hung and were replaced; absent where there are none. */
  restarts?(): number;
  /** Frees sessions and threads. */
  close(): Promise<void>;
}
