import type { Metres } from "../../core/index.js";

/** Nobody measures better in an image, to however many places an answer is written. */
const finest: Metres = 1e-4;

/** How far apart things may be that are said to touch, or to have nothing between them. */
export const contact: Metres = 0.01;

/** Who says half of a unit would have said a quarter or three quarters: no part is coarser. */
export const partStep = (part: number): number => Math.min(1 / 4, part);

/** Worth of the last written place of a plain number: "0.25" 0.01, "30" 1, "2.5e-1" 0.01. */
export const stepOf = (numeral: string): number => {
  const [, fraction = "", exponent = "0"] = /^\d*\.?(\d*)(?:e([+-]?\d+))?$/i.exec(numeral) ?? [];
  return 10 ** (Number(exponent) - fraction.length);
};

/**
 * The deviation that a length has for being said to a step: anything that rounds to it was as likely meant, so it is
 * uniform. Always above 0. Nought says that there is nothing between, whatever its unit: "0 m" is not half a metre.
 */
export const roundingDeviation = (metres: Metres, step: Metres): Metres =>
  Math.max(finest, (metres === 0 ? Math.min(step, contact) : step) / Math.sqrt(12));
