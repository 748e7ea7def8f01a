import type { FactSource, SingleSource } from "../core/index.js";

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

/** Whether it is of the pixel where a model points. */
export const isPointed = (source: FactSource): boolean =>
  ["depth", "known"].includes(kindOf(source)) || !isMeasured(source);

/** Whether it rests on more than a model's own answer. */
export const isMeasured = (source: FactSource): boolean => Object.hasOwn(trust, kindOf(source));

const ranks: readonly string[] = ["depth", "tf", "known", "camera", "memory"];

/** Several sources as one, always in the same order: what is measured first, a model last. */
export const listed = (sources: readonly SingleSource[]): FactSource => {
  const rank = (source: FactSource): number => {
    const at = ranks.indexOf(kindOf(source));
    return at < 0 ? ranks.length : at;
  };
  const each = [...new Set(sources)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const [first, ...rest] = each;
  if (first === undefined) throw new RangeError("a fact has a source");
  return rest.length === 0 ? first : `${first}+${rest.join("+")}`;
};
