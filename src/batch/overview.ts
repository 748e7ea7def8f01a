import { reasonText, verdictOf } from "../label/index.js";
import { type Outcome, type Overview, type OverviewRow, outcomes } from "../web/index.js";
import { meanProgress } from "./mean-progress.js";
import type { Merged, MergedRecording } from "./merge.js";

const whyOf = ({ result, error }: MergedRecording): string => {
  if (error) return `${error.code}: ${error.message}`;
  if (result && !result.success && result.story !== undefined) return result.story;
  const [worst] = result?.reasons ?? [];
  return worst && result ? reasonText(worst, result.frames) : "";
};

const outcomeOf = ({ result, error }: MergedRecording): Outcome => {
  if (error) return "failed";
  return result?.success ? "success" : "no success";
};

const rowOf = (one: MergedRecording): OverviewRow => {
  const { name, result } = one;
  return {
    name,
    ...(result && { report: `${name}/report.html` }),
    outcome: outcomeOf(one),
    verdict: one.error || !result ? "failed" : verdictOf(result),
    ...(result?.progress && { progress: result.progress }),
    numbers: [result?.frames, result?.labelled, result?.episodes],
    why: whyOf(one),
  };
};

/** Of its frames; 0 of what has none. */
const shareRewarded = ({ result }: MergedRecording): number =>
  result && result.frames > 0 ? result.labelled / result.frames : 0;

const furthest = ({ result }: MergedRecording): number =>
  Math.max(0, ...(result?.progress ?? []).map((each) => each ?? 0));

/** Those that need a look come first: what failed, what did not succeed, and of these what knew least, or came least far. */
const worstFirst = (a: MergedRecording, b: MergedRecording): number =>
  outcomes.indexOf(outcomeOf(a)) - outcomes.indexOf(outcomeOf(b)) ||
  shareRewarded(a) - shareRewarded(b) ||
  furthest(a) - furthest(b);

/** The page of many recordings. */
export const overviewOf = (merged: Merged): Overview => {
  const { all, recordings, labelled, successes, episodes, frames, rewardedFrames } = merged;
  return {
    title: `${recordings} recordings`,
    figures: [
      ["labelled", `${labelled} of ${recordings}`],
      ["successes", String(successes)],
      ["episodes", String(episodes)],
      ["frames", String(frames)],
      ["with a reward", String(rewardedFrames)],
    ],
    numbers: ["frames", "with a reward", "episodes"],
    rows: [...all].sort(worstFirst).map(rowOf),
    charts: meanProgress(all.flatMap(({ result, error }) => (result && !error ? [result] : []))),
  };
};
