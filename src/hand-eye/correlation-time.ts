import { mean } from "../core/index.js";

/**
 * How many values of a series count as one, since each errs much like the one before: 1 for independent ones. The sum
 * of autocorrelations as long as they stand out of those of as many independent values.
 * @param series of mean 0, each of any number of axes
 */
export const correlationTime = (series: readonly (readonly number[])[]): number => {
  const count = series.length;
  const lagged = (lag: number): number =>
    mean(
      series.map((value, at) =>
        value.reduce((sum, each, axis) => sum + each * (series[at + lag]?.[axis] ?? 0), 0),
      ),
    );
  const variance = lagged(0);
  let time = 1;
  for (let lag = 1; lag < count / 2; lag++) {
    const correlation = lagged(lag) / variance;
    if (!(correlation > 1 / Math.sqrt(count))) break;
    time += 2 * correlation;
  }
  return time;
};
