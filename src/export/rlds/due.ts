import { z } from "zod";

const shape = z.object({ dimensions: z.array(z.string()).optional() });

/** As features.json tells a feature; each is one of the kinds that this format writes. */
const nodeShape = z.looseObject({
  featuresDict: z
    .object({
      get features() {
        return z.record(z.string(), nodeShape);
      },
    })
    .optional(),
  sequence: z
    .looseObject({
      get feature() {
        return nodeShape;
      },
    })
    .optional(),
  tensor: z.looseObject({ dtype: z.string(), shape }).optional(),
  image: z.looseObject({ shape }).optional(),
  text: z.unknown().optional(),
});

/** What a key of an Example must have: the kind of its list, and how many values a step. */
export interface Due {
  readonly kind: "bytes" | "float" | "int64";
  readonly width: number;
  readonly perStep: boolean;
}

const dueIn = (
  node: z.infer<typeof nodeShape>,
  path: string,
  perStep: boolean,
): readonly (readonly [string, Due])[] => {
  if (node.featuresDict)
    return Object.entries(node.featuresDict.features).flatMap(([key, each]) =>
      dueIn(each, path === "" ? key : `${path}/${key}`, perStep),
    );
  if (node.sequence) return dueIn(node.sequence.feature, path, true);
  const dimensions = node.tensor?.shape.dimensions ?? [];
  const width = dimensions.reduce((all, each) => all * Number(each), 1);
  const kind = node.tensor ? (node.tensor.dtype === "float32" ? "float" : "int64") : "bytes";
  return [[path, { kind, width: node.tensor ? width : 1, perStep }]];
};

/** From the content of a features.json. @throws ZodError for what is none */
export const dueOf = (content: unknown): ReadonlyMap<string, Due> =>
  new Map(dueIn(nodeShape.parse(content), "", false));
