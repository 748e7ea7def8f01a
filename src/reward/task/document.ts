import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";

export type Path = readonly (string | number)[];

/** One thing wrong with a task file. `offset`: characters from its start. */
export interface TaskProblem {
  readonly offset: number;
  /** The setting, such as `stages.reach.until`; empty for the file as a whole. */
  readonly where: string;
  readonly message: string;
}

const rangeOf = (value: unknown): readonly [number, number] | undefined => {
  const range = isNode(value) ? value.range : undefined;
  return range ? [range[0], range[1]] : undefined;
};

/** Whatever YAML says is wrong; only a key given twice leaves a document that can be checked further. */
const syntaxProblems = (document: Document.Parsed): readonly TaskProblem[] =>
  document.errors.map((error) => ({
    offset: error.pos[0],
    where: "",
    message: error.code === "DUPLICATE_KEY" ? "the same setting is given twice" : error.message,
  }));

/** A YAML text that knows where each of its values stands. */
export class TaskDocument {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;
  readonly problems: readonly TaskProblem[];

  constructor(readonly text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    this.problems = syntaxProblems(this.document);
  }

  /** False when the text is so broken that its values mean nothing. */
  get readable(): boolean {
    return this.document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  }

  /** The values, without positions. @throws ReferenceError when aliases multiply into too many of them */
  values(): unknown {
    return this.document.toJS();
  }

  /** Where a value stands; of one that is not there, its nearest surroundings. */
  offset(path: Path): number {
    for (let depth = path.length; depth > 0; depth--) {
      const range = rangeOf(this.nodeAt(path.slice(0, depth)));
      if (range) return range[0];
    }
    return rangeOf(this.document.contents)?.[0] ?? 0;
  }

  /** Where a setting's name stands. */
  keyOffset(parent: Path, key: string): number {
    const map = this.nodeAt(parent);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
      : undefined;
    return rangeOf(pair?.key)?.[0] ?? this.offset(parent);
  }

  /** Where the `at`-th character of a text value stands: exact unless the text is folded or has escapes. */
  charOffset(path: Path, value: string, at: number): number {
    const [start, end] = rangeOf(this.nodeAt(path)) ?? [this.offset(path), 0];
    const inside = this.text.slice(start, end).indexOf(value);
    return inside < 0 ? start : start + inside + at;
  }

  /** `path:line:column: where: what is wrong`, both counted from 1. */
  describe(path: string, { offset, where, message }: TaskProblem): string {
    const { line, col } = this.lines.linePos(offset);
    return `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${where === "" ? "" : `${where}: `}${message}`;
  }

  private nodeAt(path: Path): Node | undefined {
    const node = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }
}
