import { counted, type Relation } from "../core/index.js";
import { runEngine, type SourceSummary } from "../data-engine/index.js";
import { type DetectorFlags, openDetector } from "./detector.js";
import { createProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";

/** As commander gives them; those of `vqa` that pictures and recordings need. */
export interface EngineFlags extends DetectorFlags {
  readonly seed: number;
  readonly perImage: number;
  readonly kinds?: readonly Relation[];
  readonly jobs: number;
  readonly allImages?: boolean;
  readonly camera?: string;
  readonly rate?: number;
  readonly fov?: number;
  readonly pitch?: number;
  readonly depth?: string;
  readonly depthScale?: number;
}

const leftOutProse = ({ leftOut }: SourceSummary): readonly string[] =>
  Object.entries(leftOut).map(([why, count]) => `  ${counted(count, "picture")} left out: ${why}`);

const namelessProse = ({ nameless }: SourceSummary): readonly string[] =>
  nameless === 0
    ? []
    : [`  ${counted(nameless, "thing")} left out: no name that means one thing alone`];

/** What came of each source, and why what is missing is missing. */
export const engineProse = (summaries: readonly SourceSummary[]): string =>
  summaries
    .flatMap((each) => [
      `${each.output}: ${counted(each.images, "image")} of ${each.frames}, ${counted(each.things, "thing")}, ${counted(each.questions, "question")}`,
      ...leftOutProse(each),
      ...namelessProse(each),
    ])
    .map((line) => `${line}\n`)
    .join("");

const framesOf = ({ camera, rate, fov, pitch, depth, depthScale }: EngineFlags) => ({
  ...(camera !== undefined && { camera }),
  ...(rate !== undefined && { rate }),
  ...(fov !== undefined && { fov }),
  ...(pitch !== undefined && { pitch }),
  ...(depth !== undefined && { depth }),
  ...(depthScale !== undefined && { depthScale }),
});

/** Makes data sets of pictures and recordings. */
export const runVqaEngine = async (
  sources: readonly string[],
  out: string,
  flags: EngineFlags,
  terminal: Terminal,
): Promise<readonly SourceSummary[]> => {
  const detector = await openDetector(flags, terminal);
  const progress = createProgress(terminal, "image");
  try {
    return await runEngine({
      sources,
      out,
      detector,
      frames: framesOf(flags),
      seed: flags.seed,
      perImage: flags.perImage,
      ...(flags.kinds && { kinds: flags.kinds }),
      ...(flags.allImages && { allImages: true }),
      jobs: flags.jobs,
      version: terminal.version,
      signal: terminal.signal,
      onProgress: (source, done, total) => progress.update(source, done, total),
    });
  } finally {
    progress.stop();
    await detector.close();
  }
};
