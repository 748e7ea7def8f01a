import type { Backend } from "./backend.js";
import type { ModelOptions } from "./model-options.js";

/** What a flag takes: nothing (a switch), text, or a number within bounds that the command line knows. */
export type FlagValue =
  | "switch"
  | "text"
  | "few"
  | "many"
  | "attempts"
  | "duration"
  | "waiting"
  | "pixels"
  | "quality"
  | "prices";

/** A flag of the command line that only backends of one kind read. */
export interface BackendFlag {
  /** "--samples <n>", as --help writes it. */
  readonly flags: string;
  readonly description: string;
  readonly value: FlagValue;
  readonly default?: number | string;
}

/** The values of all backends' flags, by their names in camel case: `imageSize` of --image-size. */
export type GivenFlags = Readonly<Record<string, unknown>>;

/** All that this package knows of one kind of backend. Its facts' source is its name, or begins with its name and ":". */
export interface BackendKind {
  /** How --backend names one: "openai:MODEL@URL"; what stands before ":" is the kind's own name. */
  readonly form: string;
  /** Over its flags in --help. */
  readonly title?: string;
  readonly flags?: readonly BackendFlag[];
  /** What its flags say of how it is asked. */
  readonly options?: (given: GivenFlags) => ModelOptions;
  /** Where its questions are sent, for a key to go with them. @throws SpatialRewardError backend.unknown */
  readonly urls?: (spec: string) => readonly string[];
  /** @throws SpatialRewardError backend.unknown for a spec that is not of its form; model.*, server.* */
  readonly open: (spec: string, options: ModelOptions) => Promise<Backend>;
}
