import type { Logger } from "pino";

/** Puts a question to whoever sits there, and gives the line that is typed, trimmed. */
export type Ask = (question: string) => Promise<string>;

/** What a verb knows of the process it runs in. Verbs touch the process through this alone. */
export interface Terminal {
  /** Of this program. */
  readonly version: string;
  /** Results: text for people or one JSON document. */
  readonly out: (text: string) => void;
  /** Progress and remarks. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal, where a progress bar may redraw its line. */
  readonly interactive: boolean;
  /** Talks with whoever sits at the terminal; absent where nobody does. @throws SpatialRewardError interrupted */
  readonly converse?: <T>(talk: (ask: Ask) => Promise<T>) => Promise<T>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--ros-args …`: remappings and the node's name, for ROS to read. */
  readonly rosArguments: readonly string[];
  readonly machine: {
    readonly nodeVersion: string;
    /** Bytes that this process can still have. */
    readonly freeMemory: () => number;
  };
  /** Logs as JSON lines to standard error; silent below its level. */
  readonly logger: Logger;
  /** Aborts on Ctrl-C, with the error that ends the command as its reason. */
  readonly signal: AbortSignal;
  /** Hears of errors that nobody handled, which then don't end the process; gives what undoes that. */
  readonly onUnhandled: (survive: (thrown: unknown) => void) => () => void;
  /** The exit code once the verb has ended: for work that failed in part without an error to throw. */
  readonly exit: (code: number) => void;
  /** Ends the process after so many milliseconds, should something still keep it alive then. */
  readonly leaveWithin: (milliseconds: number) => void;
}
