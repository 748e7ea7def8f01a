import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { writing } from "../bag/index.js";
import { counted, SpatialRewardError } from "../core/index.js";
import { camerasIn, checkRecording, checkTask } from "../label/index.js";
import { isTransformsTopic } from "../messages/index.js";
import { requireVocabulary } from "../pipeline/index.js";
import { parseTask } from "../reward/index.js";
import { openSource, sourceName, sourcesAt } from "../source/index.js";
import type { Backend } from "../vlm/index.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import { type Draft, taskFile } from "./init/draft.js";
import { type Offered, type WishFlags, wishesOf } from "./init/wishes.js";
import { recordingProse, taskProse } from "./task-prose.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface InitFlags extends BackendFlags, WishFlags {
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** A data set's first episode stands for it. */
const firstOf = async (path: string): Promise<string> => (await sourcesAt(path))[0] ?? path;

const offeredBy = async (path: string): Promise<Offered> => {
  const reader = await openSource(path);
  try {
    const { topics } = reader;
    return { cameras: camerasIn(topics), hasTransforms: topics.some(isTransformsTopic) };
  } finally {
    await reader.close();
  }
};

const requireFree = (path: string, { overwrite }: InitFlags): void => {
  if (overwrite !== true && existsSync(path))
    throw new SpatialRewardError(
      "output.exists",
      `${path}: exists already; --overwrite writes it anew, -o names another`,
    );
};

/** Nothing that came meanwhile is overwritten either. */
const write = (path: string, text: string, { overwrite }: InitFlags): Promise<void> =>
  writing(path, () => writeFile(path, text, { flag: overwrite === true ? "w" : "wx" }));

const camerasProse = (path: string, { cameras }: Offered): string =>
  `${path}: ${counted(cameras.length, "camera")}\n${cameras
    .map(({ topic, frames, depth }) => {
      const count = frames === undefined ? "" : `, ${counted(frames, "frame")}`;
      return `  ${topic}${count}${depth === undefined ? "" : `, depth on ${depth}`}\n`;
    })
    .join("")}`;

const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const nextLine = (input: string, output: string): string =>
  `next: spatial-reward label ${shellWord(input)} --task ${shellWord(output)} -o out\n`;

/** The file, if label would take it. @throws SpatialRewardError task.vocabulary, bag.* */
const checked = async (text: string, path: string, recording: string, backend: Backend) => {
  const task = parseTask(text, { path });
  requireVocabulary(task, backend);
  return { check: checkTask(task, backend), recording: await checkRecording(recording, { task }) };
};

/** From who sits there, as far as flags leave something to ask. */
const draftOf = (
  flags: InitFlags,
  offered: Offered,
  { vocabulary }: Backend,
  terminal: Terminal,
): Promise<Draft> => {
  const known = vocabulary === undefined ? {} : { vocabulary };
  const { converse } = terminal;
  return converse === undefined || flags.json === true
    ? wishesOf(flags, offered, known)
    : converse((ask) => wishesOf(flags, offered, { ...known, ask }));
};

/** Looks at a recording, hears what is to be rewarded, and writes a task file that `label` takes. */
export const runInit = async (
  input: string,
  flags: InitFlags,
  terminal: Terminal,
): Promise<void> => {
  const output = flags.output ?? `${sourceName(input)}.yaml`;
  requireFree(output, flags);
  const recorded = await firstOf(input);
  const offered = await offeredBy(recorded);
  if (flags.json !== true) terminal.err(camerasProse(input, offered));
  const backend = await openFromFlags(flags, terminal);
  try {
    const text = taskFile(await draftOf(flags, offered, backend, terminal));
    const { check, recording } = await checked(text, output, recorded, backend);
    await write(output, text, flags);
    const { source } = backend.identity;
    terminal.out(
      flags.json === true
        ? jsonDocument({
            task: output,
            backend: source,
            recordedCameras: offered.cameras,
            ...check,
            recording,
          })
        : taskProse(output, source, check) +
            recordingProse(recording, check) +
            nextLine(input, output),
    );
  } finally {
    await backend.close();
  }
};
