import type { Metres } from "../core/index.js";

/** Numbers as tables say them; a dash where there is none. */
const none = "–";

export const percent = (share: number): string =>
  Number.isNaN(share) ? none : `${(100 * share).toFixed(1)} %`;

export const centimetres = (metres: Metres): string =>
  Number.isFinite(metres) ? `${(100 * metres).toFixed(1)} cm` : none;

export const decimals = (value: number, digits = 3): string =>
  Number.isNaN(value) ? none : value.toFixed(digits);
