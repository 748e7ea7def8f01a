import type { Column } from "../report-data.js";

type Cell = Column[number] | undefined;

const isKnown = (value: Cell): value is number => typeof value === "number";

/** "12.3 cm"; metres from one metre on. */
export const lengthText = (metres: Cell): string => {
  if (!isKnown(metres)) return "not known";
  return Math.abs(metres) < 1 ? `${(100 * metres).toFixed(1)} cm` : `${metres.toFixed(2)} m`;
};

/** "12.3 ± 5.1 cm" */
export const believedText = (metres: Cell, stddev: Cell): string => {
  if (!isKnown(metres) || !isKnown(stddev)) return lengthText(metres);
  return Math.abs(metres) < 1
    ? `${(100 * metres).toFixed(1)} ± ${(100 * stddev).toFixed(1)} cm`
    : `${metres.toFixed(2)} ± ${stddev.toFixed(2)} m`;
};

export const numberText = (value: Cell, digits: number): string =>
  isKnown(value) ? value.toFixed(digits) : "not known";

export const timeText = (seconds: number): string => `${seconds.toFixed(2)} s`;
