import type { FactSource } from "../core/index.js";

/**
 * How often a source is right within its own covariance, before it is compared with others. What is measured beside the
 * picture can be of another thing (depth beside an edge) or time (TF); what rests on an assumption can be wrong about it
 * (a thing that no longer stands on the table).
 */
const trust: Readonly<Record<string, number>> = {
  tf: 0.97,
  depth: 0.9,
  known: 0.85,
  camera: 0.85,
  memory: 0.9,
};

/** Of a model that looks. */
const trustInModels = 0.95;

/** Of which kind a source is: `camera:side` is a camera. */
export const kindOf = (source: FactSource): string => source.split(":", 1)[0] ?? source;

export const trustIn = (source: FactSource): number => trust[kindOf(source)] ?? trustInModels;
