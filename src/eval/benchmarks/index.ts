export type { Benchmark, BenchmarkItem, Judged, Verdict } from "./benchmark.js";
export { benchmarkNamed, benchmarkNames, benchmarks } from "./benchmarks.js";
export { type BenchmarkReport, type BenchmarkScore, runBenchmark } from "./run.js";
export { benchmarkRemarks, benchmarkTable } from "./told.js";
