import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { ParameterValue } from "../parameter-table.js";
import { type GivenValue, readScalar } from "./scalar.js";

type Kind = GivenValue["type"];
type Slot = Kind | `${Kind}[]`;

/** rcl keeps a value of each type that a name was ever given; the first of these that is there counts. */
const precedence: readonly Slot[] = [
  "bool",
  "integer",
  "double",
  "string",
  "bool[]",
  "integer[]",
  "double[]",
  "string[]",
];

interface Entry {
  name: string;
  readonly slots: Map<Slot, ParameterValue>;
}

/** A parameter's value, and the type that rcl gave it. */
export interface Given {
  readonly type: Slot;
  readonly value: ParameterValue;
}

/** The parameters that were given for one key of nodes, in rcl's order. */
export interface Entries {
  /** `yaml`: a value as on a command line. */
  add(name: string, yaml: string): void;
  /** Of a file: the mapping under ros__parameters. */
  addAll(parameters: Node): void;
  /** Each with its value; a name may come more than once, and the last one counts. */
  given(): readonly (readonly [string, Given])[];
}

/** All scalars as texts, as libyaml hands them to rcl. */
export const parsedYaml = (text: string): Node | null =>
  parseDocument(text, { schema: "failsafe", uniqueKeys: false }).contents;

const stringTag = "tag:yaml.org,2002:str";

const scalarOf = (node: unknown): GivenValue | undefined => {
  if (!isScalar(node)) return undefined;
  const quoted = node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE";
  return readScalar(String(node.value ?? ""), quoted || node.tag === stringTag);
};

const put = ({ slots }: Entry, node: unknown): void => {
  if (isSeq(node)) {
    const values = node.items.flatMap((item) => scalarOf(item) ?? []);
    const [first] = values;
    if (first)
      slots.set(
        `${first.type}[]`,
        values.map(({ value }) => value),
      );
    return;
  }
  const scalar = scalarOf(node);
  if (scalar) slots.set(scalar.type, scalar.value);
};

const chosen = ({ slots }: Entry): Given | undefined => {
  for (const type of precedence) {
    const value = slots.get(type);
    if (value !== undefined) return { type, value };
  }
  return undefined;
};

export const createEntries = (): Entries => {
  const entries: Entry[] = [];
  const named = (name: string): Entry => {
    const found = entries.find((entry) => entry.name === name);
    if (found) return found;
    const entry: Entry = { name, slots: new Map() };
    entries.push(entry);
    return entry;
  };
  const take = (node: unknown, prefix: string | undefined): void => {
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      // rcl makes an entry of the prefix first, and then renames it: names with points in them meet no earlier ones.
      const entry = named(prefix ?? name);
      if (prefix !== undefined) entry.name = `${prefix}.${name}`;
      if (isMap(value)) take(value, entry.name);
      else put(entry, value);
    }
  };
  return {
    add: (name, yaml) => put(named(name), parsedYaml(yaml)),
    addAll: (parameters) => take(parameters, undefined),
    given: () =>
      entries.flatMap((entry) => {
        const value = chosen(entry);
        return value ? [[entry.name, value] as const] : [];
      }),
  };
};
