import { SpatialRewardError } from "../core/index.js";
import type { Backend, Sight } from "./backend.js";

/**
 * Shows a backend's models a picture, where they are behind a server, before anything depends on their sight. Undefined
 * for those that need none: their pixels are decoded by our own code.
 * @throws SpatialRewardError server.blind: what was shown, asked and answered, and how to go on all the same
 */
export const requireSight = async (
  backend: Backend,
  seed: number,
  signal?: AbortSignal,
): Promise<Exclude<Sight, { readonly kind: "blind" }> | undefined> => {
  const sight = await backend.probe?.(seed, signal);
  if (sight?.kind !== "blind") return sight;
  const message = `${backend.identity.source} doesn't see the pictures it is sent: ${sight.told}; --no-probe goes on all the same`;
  throw new SpatialRewardError("server.blind", message);
};
