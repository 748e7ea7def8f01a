import type { Seconds } from "../../core/index.js";

/** What a server asks for its work, in its currency per million tokens. */
export interface Prices {
  readonly input: number;
  readonly output: number;
}

/** How a server's model is asked. */
export interface ServerSettings {
  /** Sent as a bearer token; none is sent without. Never logged, never part of an error. */
  readonly apiKey?: string;
  /** JPEG quality of the image, 1..100. */
  readonly imageQuality: number;
  /** Longest side of the image in pixels; a smaller one is sent as it is. */
  readonly imageSize: number;
  /** All of a frame's questions in one request, answered as JSON, instead of a request each. */
  readonly packed: boolean;
  /** Packs questions, and asks where in the picture the things are that they are about. */
  readonly places: boolean;
  /** Answers asked for where the server tells no probabilities; their mean and variance count. */
  readonly samples: number;
  /** Requests under way at once, over all frames. */
  readonly parallel: number;
  /** How long one request may take. */
  readonly timeout: Seconds;
  /** Further attempts of a request after the first, when the fault may pass. */
  readonly retries: number;
  /** Before the first further attempt, with chance added to it; doubled before each one after that. */
  readonly backoff: Seconds;
  /** How long to wait for a server that has stopped answering; live, nobody waits (0). */
  readonly wait: Seconds;
  /** How long a server that has stopped answering is left alone before it is tried again. */
  readonly probeAfter: Seconds;
  /** Longest answer, thinking included. */
  readonly maxTokens: number;
  readonly prices?: Prices;
}

export const defaultServerSettings: ServerSettings = {
  imageQuality: 90,
  imageSize: 1024,
  packed: false,
  places: false,
  samples: 5,
  parallel: 8,
  timeout: 60,
  retries: 3,
  backoff: 0.5,
  wait: 0,
  probeAfter: 5,
  maxTokens: 1024,
};
