import { reasonText, verdictOf } from "../label/index.js";
import type { Overview, OverviewGroup, OverviewRow } from "../web/index.js";
import type { Merged, MergedRecording } from "./merge.js";

const numbers = ["frames", "with a reward", "episodes"];

const whyOf = ({ result, error }: MergedRecording): string => {
  if (error) return `${error.code}: ${error.message}`;
  const [worst] = result?.reasons ?? [];
  return worst && result ? reasonText(worst, result.frames) : "";
};

const rowOf = (one: MergedRecording): OverviewRow => {
  const { name, result } = one;
  return {
    name,
    ...(result && { report: `${name}/report.html` }),
    verdict: result ? verdictOf(result) : "",
    numbers: result ? [result.frames, result.labelled, result.episodes].map(String) : ["", "", ""],
    why: whyOf(one),
  };
};

/** Of its frames; 0 of what has none. */
const shareRewarded = ({ result }: MergedRecording): number =>
  result && result.frames > 0 ? result.labelled / result.frames : 0;

/** Those that need a look come first. */
const group = (title: string, all: readonly MergedRecording[]): OverviewGroup => ({
  title,
  numbers,
  rows: [...all].sort((a, b) => shareRewarded(a) - shareRewarded(b)).map(rowOf),
});

/** The page of many recordings: what failed, then what did not succeed, then what did. */
export const overviewOf = (merged: Merged): Overview => {
  const { all, recordings, labelled, successes, episodes, frames, rewardedFrames } = merged;
  const whole = all.filter(({ error }) => error === undefined);
  return {
    title: `${recordings} recordings`,
    figures: [
      ["labelled", `${labelled} of ${recordings}`],
      ["successes", String(successes)],
      ["episodes", String(episodes)],
      ["frames", String(frames)],
      ["with a reward", String(rewardedFrames)],
    ],
    groups: [
      group(
        "Failed or missing",
        all.filter(({ error }) => error),
      ),
      group(
        "No success",
        whole.filter(({ result }) => result?.success === false),
      ),
      group(
        "Success",
        whole.filter(({ result }) => result?.success === true),
      ),
    ],
  };
};
