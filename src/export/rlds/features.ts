import type { ExportData } from "../episode.js";
import type { Size } from "../pictures.js";

/** What TFDS reads at a key. */
export type Leaf =
  | { readonly kind: "text" }
  | { readonly kind: "image"; readonly size: Size }
  | {
      readonly kind: "tensor";
      readonly dtype: "float32" | "int64" | "bool";
      /** Without: a scalar. */
      readonly width?: number;
    };

export interface Tree {
  readonly [key: string]: Leaf | Tree;
}

const isLeaf = (node: Leaf | Tree): node is Leaf => typeof node.kind === "string";

const scalar = (dtype: "float32" | "int64" | "bool"): Leaf => ({ kind: "tensor", dtype });
const vector = (width: number, dtype: "float32" | "bool" = "float32"): Leaf => ({
  kind: "tensor",
  dtype,
  width,
});
const text: Leaf = { kind: "text" };

/** What each step tells: RLDS's own, and under `spatial` ours. */
export const stepTree = (data: ExportData, size: Size | undefined): Tree => {
  const { stateNames, actionNames, distanceKeys } = data;
  const width = distanceKeys.length;
  return {
    observation: {
      ...(size && { image: { kind: "image", size } }),
      ...(stateNames && { state: vector(stateNames.length) }),
    },
    ...(actionNames && { action: vector(actionNames.length) }),
    reward: scalar("float32"),
    discount: scalar("float32"),
    is_first: scalar("bool"),
    is_last: scalar("bool"),
    is_terminal: scalar("bool"),
    language_instruction: text,
    spatial: {
      potential: scalar("float32"),
      valid: scalar("bool"),
      reward_known: scalar("bool"),
      trust: scalar("float32"),
      ...(width > 0 && {
        distance: vector(width),
        distance_stddev: vector(width),
        distance_known: vector(width, "bool"),
      }),
    },
  };
};

const episodeTree: Tree = {
  recording: text,
  recording_episode: scalar("int64"),
  success: scalar("bool"),
  truncated: scalar("bool"),
};

const python = (name: string): string => `tensorflow_datasets.core.features.${name}`;

const shapeOf = (dimensions: readonly number[]): unknown =>
  dimensions.length === 0 ? {} : { dimensions: dimensions.map(String) };

const leafJson = (leaf: Leaf): unknown => {
  if (leaf.kind === "text") return { pythonClassName: python("text_feature.Text"), text: {} };
  if (leaf.kind === "image") {
    const { width, height } = leaf.size;
    return {
      pythonClassName: python("image_feature.Image"),
      image: { dtype: "uint8", encodingFormat: "png", shape: shapeOf([height, width, 3]) },
    };
  }
  const { dtype, width } = leaf;
  return {
    pythonClassName: python(width === undefined ? "scalar.Scalar" : "tensor_feature.Tensor"),
    tensor: { dtype, encoding: "none", shape: shapeOf(width === undefined ? [] : [width]) },
  };
};

const treeJson = (tree: Tree): unknown => ({
  pythonClassName: python("features_dict.FeaturesDict"),
  featuresDict: {
    features: Object.fromEntries(
      Object.entries(tree).map(([key, node]) => [
        key,
        isLeaf(node) ? leafJson(node) : treeJson(node),
      ]),
    ),
  },
});

/** Of features.json. */
export const featuresJson = (steps: Tree): unknown => ({
  pythonClassName: python("features_dict.FeaturesDict"),
  featuresDict: {
    features: {
      episode_metadata: treeJson(episodeTree),
      steps: {
        pythonClassName: python("dataset_feature.Dataset"),
        sequence: { feature: treeJson(steps), length: "-1" },
      },
    },
  },
});
