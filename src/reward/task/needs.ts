import { isSymmetric, type Relation } from "../../core/index.js";
import { isFollowed, relationOf, type Scope } from "../expression/index.js";
import type { Need } from "./task.js";

/** The key of a fact by the names of the task file: `distance(gripper,bottle)`, `visible(bottle)`. */
const needKey = (name: string, subject: string, object: string): string =>
  object === "" ? `${name}(${subject})` : `${name}(${subject},${object})`;

/** Gathers what expressions ask for, each question once. */
export class Needs {
  private readonly needs = new Map<string, Need>();

  constructor(
    private readonly names: readonly string[],
    private readonly phrases: ReadonlyMap<string, string>,
  ) {}

  /** What an expression may speak of; each fact it asks for is noted under the file and under the stage. */
  scope(): Scope & { readonly asked: ReadonlySet<string> } {
    const asked = new Set<string>();
    const fact: Scope["fact"] = (name, first, second) => {
      const relation = relationOf(name);
      const [subject, object] = this.ordered(relation, first, second);
      const key = needKey(name, subject, object);
      const query = this.query(relation, subject, object);
      asked.add(key);
      const raised = isFollowed(name) ? { raised: true as const } : {};
      this.needs.set(key, { key, subject, object, query, ...raised });
      return key;
    };
    return { names: this.names, fact, asked };
  }

  all(): readonly Need[] {
    return [...this.needs.values()];
  }

  private ordered(relation: Relation, a: string, b: string): readonly [string, string] {
    const swap = isSymmetric(relation) && this.names.indexOf(b) < this.names.indexOf(a);
    return swap && b !== "" ? [b, a] : [a, b];
  }

  private query(relation: Relation, subject: string, object: string): Need["query"] {
    return { relation, subject: this.phrase(subject), object: this.phrase(object) };
  }

  private phrase(name: string): string {
    return this.phrases.get(name) ?? "";
  }
}
