import { type ErrorCode, type Observation, SpatialRewardError } from "../core/index.js";

/** What no further frame would escape: a server that is gone, or doesn't let us in. */
const lasting: ReadonlySet<ErrorCode> = new Set([
  "server.unavailable",
  "server.tls",
  "server.key",
  "server.model",
  "server.blind",
]);

/** What a server that is about to be gone says first. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "server.unreachable",
  "server.timeout",
  "server.failed",
  "server.busy",
]);

/** Whether a frame failed for a fault of the server's that may pass: asked again, it may be answered. */
export const mayPass = ({ failure }: Observation): boolean =>
  failure !== undefined && passing.has(failure.code);

/**
 * The observation, unless its failure is one that no further frame would escape: a job that goes over a whole recording
 * then ends, to be gone on with, instead of writing off the rest.
 * @throws SpatialRewardError server.unavailable, server.tls, server.key, server.model, server.blind
 */
export const requireServer = (observation: Observation): Observation => {
  const { failure } = observation;
  if (failure && lasting.has(failure.code))
    throw new SpatialRewardError(failure.code, failure.message);
  return observation;
};
