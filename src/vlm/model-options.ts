import type { FactSource } from "../core/index.js";
import type { SpawnWorker } from "./engine/inference-worker.js";
import type { Logger } from "./engine/logger.js";
import type { Precision } from "./engine/model-directory.js";
import type { ServerSettings } from "./openai/settings.js";

/** How a model directory is run. */
export interface ModelOptions {
  readonly logger?: Logger;
  readonly precision?: Precision;
  /** Execution providers in order of preference (cpu, cuda, tensorrt, webgpu…); CPU where none can be had. */
  readonly providers?: readonly string[];
  /** Threads within one run. */
  readonly threads?: number;
  /** Frames that are worked on at once, each in a thread that holds the model. */
  readonly workers?: number;
  /** Frames that may wait. */
  readonly maxQueue?: number;
  /** Milliseconds that a frame whose time is up may hold on to its thread before that is given up and replaced. */
  readonly grace?: number;
  readonly spawn?: SpawnWorker;
  /** What flags of a plugin's backend say, as it takes them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** How a model behind a server is asked. */
  readonly server?: Partial<ServerSettings>;
  /** Of models that write their answers: beginnings of a number that are followed at once; the rest is estimated. */
  readonly width?: number;
  /** Of those: least probability that an answer begins with a number; below it the model may say what it wants. */
  readonly leastMass?: number;
}

/** A model directory and what its facts are signed with. */
export interface ModelDirectory {
  readonly folder: string;
  readonly name: string;
  readonly source: FactSource;
}
