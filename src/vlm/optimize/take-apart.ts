import { constant } from "./constants.js";
import { copied, type Node, operation } from "./onnx-graph.js";

const far = 2 ** 31 - 1;

/** Part of a cache, and what the multiplication takes of it. */
export interface Part {
  readonly cache: string;
  readonly factor: string;
}

/** A multiplication that is to be taken apart. */
export interface Attention {
  readonly multiplication: Node;
  /** What makes the factors, and those, in the order of the tokens; the graph's own cache is the last. */
  readonly makers: readonly Node[];
  readonly parts: readonly Part[];
  /** Heads of the caches and their size, where each serves several heads of the queries. */
  readonly grouped?: readonly [heads: number, size: number];
}

/** Names of what is added, none of which the graph has. */
const namesFor =
  ({ multiplication: { outputs } }: Attention) =>
  (part: string): string =>
    `${outputs[0] ?? ""}/${part}`;

/** The last dimension of a tensor of four. */
const keysOf = (tensor: string, name: (part: string) => string): readonly Node[] => [
  operation("Shape", [tensor], name("size")),
  constant(name("fourth"), [3]),
  constant(name("end"), [far]),
  operation("Slice", [name("size"), name("fourth"), name("end")], name("keys")),
];

/** Rows, heads and tokens of a tensor of four dimensions, and the last dimension of another. */
const shapeOf = (like: string, last: string, name: (part: string) => string): readonly Node[] => [
  operation("Shape", [like], name("all of")),
  constant(name("first"), [0]),
  constant(name("three"), [3]),
  operation("Slice", [name("all of"), name("first"), name("three")], name("rows, heads, tokens")),
  operation("Concat", [name("rows, heads, tokens"), last], name("whole"), { axis: 0 }),
];

/** Scores of each part beside one another. */
export const scores = (attention: Attention): readonly Node[] => {
  const { multiplication, makers, parts, grouped } = attention;
  const name = namesFor(attention);
  const [query = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const [asked, together] = grouped ? [name("grouped"), name("together")] : [query, output];
  const before = grouped && [
    constant(name("groups"), [0, grouped[0], -1, grouped[1]]),
    operation("Reshape", [query, name("groups")], asked),
  ];
  const after = grouped && [
    ...keysOf(together, name),
    ...shapeOf(query, name("keys"), name),
    operation("Reshape", [together, name("whole")], output),
  ];
  return [
    ...makers,
    ...(before ?? []),
    ...parts.map(({ factor }, at) => copied(multiplication, [asked, factor], [name(`part ${at}`)])),
    operation(
      "Concat",
      parts.map((_, at) => name(`part ${at}`)),
      together,
      { axis: -1 },
    ),
    ...(after ?? []),
  ];
};

/** Where each part's weights begin, and the last ones end. */
const edges = (parts: readonly Part[], name: (part: string) => string): readonly Node[] => [
  constant(name("edge 0"), [0]),
  constant(name("tokens"), [2]),
  constant(name(`edge ${parts.length}`), [far]),
  ...parts
    .slice(0, -1)
    .flatMap(({ cache }, at) => [
      operation("Shape", [cache], name(`shape ${at}`)),
      operation("Gather", [name(`shape ${at}`), name("tokens")], name(`length ${at}`), { axis: 0 }),
      operation("Add", [name(`edge ${at}`), name(`length ${at}`)], name(`edge ${at + 1}`)),
    ]),
];

/** What is taken of each part's values, added up. */
export const mixture = (attention: Attention): readonly Node[] => {
  const { multiplication, makers, parts, grouped } = attention;
  const name = namesFor(attention);
  const [weights = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const [given, sum] = grouped ? [name("grouped"), name("sum")] : [weights, output];
  const before = grouped && [
    ...keysOf(weights, name),
    constant(name("groups"), [0, grouped[0], -1]),
    operation("Concat", [name("groups"), name("keys")], name("grouped shape"), { axis: 0 }),
    operation("Reshape", [weights, name("grouped shape")], given),
  ];
  const after = grouped && [
    constant(name("each"), [grouped[1]]),
    ...shapeOf(weights, name("each"), name),
    operation("Reshape", [sum, name("whole")], output),
  ];
  const sums = parts.slice(1).map((_, at) => {
    const left = at === 0 ? name("part 0") : name(`sum ${at}`);
    const to = at === parts.length - 2 ? sum : name(`sum ${at + 1}`);
    return operation("Add", [left, name(`part ${at + 1}`)], to);
  });
  return [
    ...makers,
    ...(before ?? []),
    ...edges(parts, name),
    constant(name("axis"), [-1]),
    ...parts.flatMap(({ factor }, at) => [
      operation(
        "Slice",
        [given, name(`edge ${at}`), name(`edge ${at + 1}`), name("axis")],
        name(`weights ${at}`),
      ),
      copied(multiplication, [name(`weights ${at}`), factor], [name(`part ${at}`)]),
    ]),
    ...sums,
    ...(after ?? []),
  ];
};
