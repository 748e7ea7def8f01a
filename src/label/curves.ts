import type { Curves, Payment } from "../web/index.js";
import type { Row } from "./row.js";
import { gatherSpans } from "./spans.js";
import { columnsByKey, type RowPlace } from "./time-line.js";

/** What a success pays, and what it takes back; undefined of every other frame. */
const paymentOf = ({ sample }: Row, time: number): Payment | undefined =>
  sample.taskReward === 0
    ? undefined
    : { time, paid: sample.taskReward, takenBack: sample.previousPotential ?? 0 };

/** Gathers the curves of a report, row by row. */
export const gatherCurves = () => {
  const [raw, filtered, stddev, truths] = [
    columnsByKey(),
    columnsByKey(),
    columnsByKey(),
    columnsByKey(),
  ];
  const [probability, single] = [columnsByKey(), columnsByKey()];
  const [stages, invalid] = [gatherSpans(), gatherSpans()];
  const times: number[] = [];
  const payments: Payment[] = [];
  const successes: number[] = [];

  let sum = { episode: 0, paid: 0 };

  const addUp = ({ sample: { episode, reward = 0 } }: Row): void => {
    sum = { episode, paid: reward + (episode === sum.episode ? sum.paid : 0) };
  };
  const addPoint = ({ frame, sample, truth }: Row, time: number): void => {
    const at = times.push(time) - 1;
    single.put("progress", at, sample.progress);
    single.put("reward", at, sample.reward);
    single.put("paidSoFar", at, sample.valid ? sum.paid : undefined);
    if (sample.trust !== undefined) single.put("trust", at, sample.trust);
    const { novelty } = frame.observation;
    if (novelty !== undefined) single.put("novelty", at, novelty);
    for (const each of sample.distances) {
      raw.put(each.key, at, each.raw);
      filtered.put(each.key, at, each.filtered);
      stddev.put(each.key, at, each.stddev);
      const value = truth?.get(each.key);
      if (value?.kind === "length") truths.put(each.key, at, value.filtered);
    }
    for (const each of sample.predicates) probability.put(each.key, at, each.probability);
  };

  return {
    add: (row: Row, { time, point }: RowPlace): void => {
      const { sample } = row;
      addUp(row);
      if (sample.terminated) successes.push(time);
      const payment = paymentOf(row, time);
      if (payment) payments.push(payment);
      stages.add(time, sample.stage, sample.episode);
      invalid.add(time, sample.valid ? undefined : sample.invalidReason);
      if (point !== undefined) addPoint(row, time);
    },
    result: (): Curves => {
      const { length } = times;
      const optional = (name: "trust" | "novelty") =>
        single.has(name) ? { [name]: single.column(name, length) } : {};
      return {
        times,
        progress: single.column("progress", length),
        reward: single.column("reward", length),
        paidSoFar: single.column("paidSoFar", length),
        ...optional("trust"),
        ...optional("novelty"),
        successes,
        payments,
        stages: stages.spans(),
        invalid: invalid.spans(),
        distances: raw.keys().map((key) => ({
          key,
          raw: raw.column(key, length),
          filtered: filtered.column(key, length),
          stddev: stddev.column(key, length),
          ...(truths.has(key) ? { truth: truths.column(key, length) } : {}),
        })),
        predicates: probability
          .keys()
          .map((key) => ({ key, probability: probability.column(key, length) })),
      };
    },
  };
};
