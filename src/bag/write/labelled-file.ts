import { chmod, copyFile, constants as fsConstants, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Stamp } from "../../core/index.js";
import { writing } from "../faults.js";
import type { FileEntry, Rosbag2Description } from "../metadata-yaml.js";
import type { BagPart } from "../recording.js";
import { spanOf } from "../stamps.js";
import { appendToMcap, freshMcap, nothing } from "./mcap-target.js";
import type { NewMessage, NewTopic } from "./new-topic.js";
import type { Plan } from "./plan.js";
import type { Provenance, Target } from "./target.js";

export interface FileOptions {
  readonly source: { readonly topics: BagPart["topics"] };
  readonly output: string;
  readonly topics: readonly NewTopic[];
  readonly signal?: AbortSignal;
}

/** One file of the labelled recording, and what was counted while it was written. */
export class LabelledFile {
  readonly counts = new Map<string, number>();
  bytes = 0;
  #span: { start: Stamp; end: Stamp } | undefined;

  private constructor(
    readonly name: string,
    readonly path: string,
    readonly target: Target,
    readonly part: BagPart | undefined,
  ) {
    const { start, end } = part ?? {};
    if (start !== undefined && end !== undefined) this.#span = { start, end };
    for (const { name: topic, count } of part?.topics ?? []) this.counts.set(topic, count ?? 0);
  }

  static async open(plan: Plan, folder: string, options: FileOptions): Promise<LabelledFile> {
    const path = join(folder, plan.name);
    const target = await openTarget(plan, path, options);
    return new LabelledFile(plan.name, path, target, "part" in plan ? plan.part : undefined);
  }

  /** When the recording's own messages begin. */
  get start(): Stamp | undefined {
    return this.part?.start;
  }

  get storage(): "mcap" | "sqlite3" {
    return this.name.endsWith(".db3") ? "sqlite3" : "mcap";
  }

  get entry(): FileEntry {
    const count = [...this.counts.values()].reduce((sum, one) => sum + one, 0);
    return { path: this.name, count, ...(this.#span ?? { start: 0n, end: 0n }) };
  }

  async write(message: NewMessage): Promise<void> {
    await this.target.write(message);
    const { topic, logTime } = message;
    this.counts.set(topic, (this.counts.get(topic) ?? 0) + 1);
    const here = { start: logTime, end: logTime };
    this.#span = spanOf(this.#span ? [this.#span, here] : [here]);
  }

  async end(provenance: Provenance, description: Rosbag2Description): Promise<void> {
    await this.target.end(provenance, description);
    this.bytes = (await stat(this.path)).size;
  }

  close(): Promise<void> {
    return this.target.close();
  }
}

const openTarget = async (plan: Plan, path: string, options: FileOptions): Promise<Target> => {
  const { topics, source, signal } = options;
  const shownAs = join(options.output, plan.name);
  switch (plan.how) {
    case "append": {
      const isMcap = plan.part.format === "mcap";
      await writing(shownAs, () => (isMcap ? copy : copySqlite)(plan.whole, path));
      if (isMcap) return appendToMcap(path, topics, shownAs);
      const { appendToSqlite } = await import("./sqlite-target.js");
      return appendToSqlite(path, topics, shownAs);
    }
    case "rewrite": {
      const { part } = plan;
      const inherited = {
        topics: source.topics,
        messages: part.messages(),
        metadata: part.metadata,
      };
      return freshMcap(path, topics, { inherited, shownAs, signal });
    }
    case "fresh":
      return freshMcap(path, topics, { inherited: nothing, shownAs, signal });
  }
};

/** Shares the disk blocks where the file system can. The copy is writable even if the original is not. */
const copy = async (from: string, to: string): Promise<void> => {
  await copyFile(from, to, fsConstants.COPYFILE_FICLONE);
  await chmod(to, (await stat(to)).mode | 0o600);
};

const copySqlite = async (from: string, to: string): Promise<void> => {
  const { copyDatabase } = await import("../sqlite/database.js");
  return copyDatabase(from, to, copy);
};
