import type { FactSource, Failure, Frame, Pixel, Vec3 } from "../core/index.js";
import type { Question, Reading } from "../vqa/index.js";

/** Where a model says a thing is. `point` in metres in the camera's optical frame. */
export interface Located {
  readonly pixel: Pixel;
  readonly point: Vec3;
  /** Probability, 0..1, that the thing is in view. */
  readonly visible: number;
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
  /** Set when the question could not be put at all (unknown words, timeout); `reading` is then unreadable. */
  readonly failure?: Failure;
}

/** What is known of the model for provenance and reports. */
export interface BackendIdentity {
  readonly source: FactSource;
  readonly name: string;
  readonly version: string;
  /** SHA-256 over the model's files, hex; empty when it is behind a server. */
  readonly hash: string;
}

/** Where questions are answered. */
export interface Backend {
  readonly identity: BackendIdentity;
  /**
   * All questions of a frame in one call; one answer each, in order. The image is encoded once.
   * Rejects only when the frame as a whole can't be asked about (image.*, model.failed) or the signal aborts.
   */
  ask(
    frame: Frame,
    questions: readonly Question[],
    signal?: AbortSignal,
  ): Promise<readonly Answer[]>;
  /** Threads or servers that died or hung and were replaced; absent where there are none. */
  restarts?(): number;
  /** Frees sessions and threads. */
  close(): Promise<void>;
}
