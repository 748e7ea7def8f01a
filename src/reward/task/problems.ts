import { SpatialRewardError } from "../../core/index.js";
import type { Path, TaskDocument, TaskProblem } from "./document.js";

/** A name of the file (a map's key) that can't stand. */
export interface NameProblem {
  /** The map that holds the name. */
  readonly parent: Path;
  readonly key: string;
  readonly message: string;
}

/** Everything found wrong with one file, gathered before anything is thrown. */
export class Problems {
  private readonly found: TaskProblem[];

  constructor(private readonly document: TaskDocument) {
    this.found = [...document.problems];
  }

  get none(): boolean {
    return this.found.length === 0;
  }

  /** Wrong is the value at `path`. */
  at(path: Path, message: string): void {
    this.found.push({ offset: this.document.offset(path), where: path.join("."), message });
  }

  name({ parent, key, message }: NameProblem): void {
    const offset = this.document.keyOffset(parent, key);
    this.found.push({ offset, where: parent.join("."), message });
  }

  /** Wrong is the `at`-th character of the text at `path`. */
  within(path: Path, text: string, at: number, message: string): void {
    const offset = this.document.charOffset(path, text, at);
    this.found.push({ offset, where: path.join("."), message });
  }

  /** All of them, in the order of the file. `path` is what the file is called. */
  refusal(path: string): SpatialRewardError {
    const ordered = [...this.found].sort((a, b) => a.offset - b.offset);
    const lines = new Set(ordered.map((problem) => this.document.describe(path, problem)));
    return new SpatialRewardError("task.invalid", [...lines].join("\n"));
  }
}
