import { SpatialRewardError, unknownName } from "../../core/index.js";
import type { Benchmark } from "./benchmark.js";
import { qSpatial } from "./q-spatial.js";
import { roboSpatial } from "./robospatial.js";
import { spatialRgpt } from "./spatialrgpt.js";
import { vsi } from "./vsi.js";

/** Every public benchmark that is read, by its name on the command line. A new one is a file and a line here. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  "q-spatial": qSpatial,
  robospatial: roboSpatial,
  spatialrgpt: spatialRgpt,
  vsi,
};

export const benchmarkNames: readonly string[] = Object.keys(benchmarks);

/** @throws SpatialRewardError usage.flag */
export const benchmarkNamed = (name: string): Benchmark => {
  const found = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (found) return found;
  throw new SpatialRewardError(
    "usage.flag",
    `--benchmark: ${unknownName("benchmark", name, benchmarkNames)}`,
  );
};
