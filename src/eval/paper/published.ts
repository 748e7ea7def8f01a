/** A row of SpatialVLM's tables, in percent; a figure that the paper does not give is absent. */
export interface PublishedRow {
  readonly model: string;
  readonly qualitative?: number;
  readonly numbers?: number;
  readonly "50-200"?: number;
  readonly "66.7-150"?: number;
  readonly "90-110"?: number;
}

/**
 * What Chen et al. measured, on their images and with human raters: 331 qualitative and 215 quantitative questions about
 * WebLI pictures that were not released (arXiv 2401.12168, section 4.1; narrow bands: the unfrozen encoder of section
 * 4.3). The columns but for `qualitative` are as summaries of the paper report them.
 */
export const publishedRows: readonly PublishedRow[] = [
  { model: "GPT-4V", qualitative: 68.0, numbers: 1.0, "50-200": 0.0 },
  { model: "LLaVA-1.5", qualitative: 71.3, numbers: 20.9, "50-200": 13.0 },
  { model: "InstructBLIP", qualitative: 60.4, numbers: 26.0, "50-200": 7.9 },
  { model: "PaLI", qualitative: 60.7, numbers: 52.0, "50-200": 5.3 },
  { model: "PaLM-E", qualitative: 50.2, numbers: 83.2, "50-200": 23.7 },
  { model: "PaLM 2-E", qualitative: 50.4, numbers: 88.8, "50-200": 33.9 },
  {
    model: "SpatialVLM",
    qualitative: 75.2,
    numbers: 99.0,
    "50-200": 37.2,
    "66.7-150": 10.7,
    "90-110": 8.4,
  },
];
