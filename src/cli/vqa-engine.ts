import { Option } from "commander";
import { counted, type Relation } from "../core/index.js";
import { runEngine, type SourceSummary } from "../data-engine/index.js";
import { depthScale, few, fieldOfView, hertz, phrases, pitch } from "./arguments.js";
import { type DetectorFlags, detectorForms, openDetector } from "./detector.js";
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

const forPictures = "Of pictures and recordings:";
/** Flags of `vqa` that data sets don't need. */
export const engineOptions = (): readonly Option[] =>
  [
    new Option("--detector <spec>", `what finds things: ${detectorForms}`).default("nano"),
    new Option("--things <names>", "what to look for, with commas between").argParser(phrases),
    new Option("--camera <topic>", "the camera of a recording; else the only one"),
    new Option("--rate <hz>", "frames a second at most (default: 1)").argParser(hertz),
    new Option("--fov <degrees>", "the horizontal field of view, where nothing tells").argParser(
      fieldOfView,
    ),
    new Option("--pitch <degrees>", "how far the camera looks down, where nothing tells").argParser(
      pitch,
    ),
    new Option(
      "--depth <name>",
      "folder beside the pictures with their depth, 16-bit PNG (default: depth); of a recording, a topic",
    ),
    new Option("--depth-scale <units>", "units of depth files in a metre; TUM: 5000").argParser(
      depthScale,
    ),
    new Option("--all-images", "keep close-ups, blurred pictures, screenshots"),
    new Option("--jobs <n>", "pictures under way at once").argParser(few).default(4),
  ].map((option) => option.helpGroup(forPictures));

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
      ...each.remarks.map((remark) => `  ${remark}`),
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
