import { type ErrorCode, SpatialRewardError } from "../core/index.js";

/** `error_code` in services and actions; a test compares them with the constants of srv/ and action/. Never renumber. */
export const errorNumbers = {
  NONE: 0,
  TASK_UNREADABLE: 100,
  TASK_INVALID: 101,
  NO_TASK: 102,
  TASK_VOCABULARY: 103,
  BAD_REQUEST: 200,
  UNKNOWN_CAMERA: 201,
  NO_FRAME: 202,
  MODEL_FAILED: 300,
  BAD_GOAL: 400,
  BAG_FAILED: 401,
  CANCELED: 402,
  NOT_ACTIVE: 900,
  NOT_CONFIGURED: 901,
  UNFORESEEN: 999,
} as const;

export type ErrorName = keyof typeof errorNumbers;

export interface Outcome {
  readonly error_code: number;
  readonly error_msg: string;
}

export const done: Outcome = { error_code: errorNumbers.NONE, error_msg: "" };

export const refusal = (name: ErrorName, message: string): Outcome => ({
  error_code: errorNumbers[name],
  error_msg: message,
});

const names: Partial<Readonly<Record<ErrorCode, ErrorName>>> = {
  "task.unreadable": "TASK_UNREADABLE",
  "task.invalid": "TASK_INVALID",
  "task.live": "TASK_INVALID",
  "task.vocabulary": "TASK_VOCABULARY",
  interrupted: "CANCELED",
  "model.failed": "MODEL_FAILED",
  "model.busy": "MODEL_FAILED",
};

/** What was thrown, as a response tells it. */
export const outcomeOf = (thrown: unknown): Outcome =>
  thrown instanceof SpatialRewardError
    ? refusal(names[thrown.code] ?? "UNFORESEEN", thrown.message)
    : refusal("UNFORESEEN", thrown instanceof Error ? thrown.message : String(thrown));
