import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const read = (specifier: string): string => readFileSync(require.resolve(specifier), "utf8");

/** What a report carries inside itself, so that it opens without a network. */
export interface Assets {
  readonly styleSheet: string;
  readonly chartLibrary: string;
  readonly pageScript: string;
}

/** Read when a report is written, not when the program starts. */
export const loadAssets = (): Assets => ({
  styleSheet: read("uplot/dist/uPlot.min.css"),
  chartLibrary: read("uplot/dist/uPlot.iife.min.js"),
  pageScript: read("#report-page"),
});
