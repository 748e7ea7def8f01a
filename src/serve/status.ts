import { type ErrorCode, type Failure, failureOf } from "../core/index.js";

/**
 * HTTP's word for an error. RoboValue's client asks again after 429, 500, 502, 503 and 504, and gives up on any other:
 * so what will go wrong the same way next time is a 4xx.
 */
const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  "serve.request": 400,
  "serve.token": 401,
  "serve.path": 404,
  "serve.conflict": 409,
  "serve.size": 413,
  "serve.task": 422,
  "serve.unvalued": 422,
  "serve.busy": 429,
  "serve.closing": 503,
  "task.invalid": 422,
  "task.vocabulary": 422,
  "image.corrupt": 400,
  "image.encoding": 400,
  "image.size": 400,
  "model.busy": 503,
  "server.unavailable": 503,
  "server.timeout": 504,
};

const ofServer = (code: ErrorCode): boolean => code.startsWith("server.");

export interface Refusal extends Failure {
  readonly status: number;
}

export const refusalOf = (thrown: unknown): Refusal => {
  const { code, message } = failureOf(thrown, "model.failed");
  return { status: statuses[code] ?? (ofServer(code) ? 502 : 500), code, message };
};
