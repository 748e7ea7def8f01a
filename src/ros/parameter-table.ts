import { othersWithin } from "../scene/index.js";

/** `string[]`: an empty text stands for none, since ROS has no empty list of strings in a parameter file. */
export type ParameterValue = boolean | number | string | readonly (boolean | number | string)[];

/** When a change counts: at once, or only from a lifecycle transition on (then it is refused in later states). */
export type Applies = "at once" | "activate" | "configure" | "start";

interface Described {
  readonly description: string;
  readonly applies: Applies;
}

export type ParameterRow =
  | (Described & { readonly type: "bool"; readonly default: boolean })
  | (Described & {
      readonly type: "string";
      readonly default: string;
      readonly oneOf?: readonly string[];
    })
  | (Described & { readonly type: "string[]"; readonly default: readonly string[] })
  | (Described & {
      readonly type: "double" | "integer";
      readonly default: number;
      readonly from: number;
      readonly to: number;
    });

/**
 * Every parameter of the node: the one source of its types, defaults, descriptors, config/params.yaml and the table in
 * docs/live.md (`npm run figures` writes both; a test compares them).
 */
export const parameterTable = {
  task: {
    type: "string",
    default: "",
    applies: "at once",
    description: "The task file's path, or its text. Empty: none yet, ~/set_task gives one",
  },
  cameras: {
    type: "string[]",
    default: [""],
    applies: "activate",
    description:
      "Image topics; the first one paces the reward, others add facts. Empty: the task's cameras, which ros2 param get then shows",
  },
  depths: {
    type: "string[]",
    default: [""],
    applies: "activate",
    description:
      "Depth image topics, one for each of the cameras in their order, empty where one has none. Empty: the task's",
  },
  transport: {
    type: "string",
    default: "auto",
    oneOf: ["auto", "raw", "compressed"],
    applies: "activate",
    description:
      "auto takes what is published: the topic, else <topic>/compressed; raw and compressed don't wait to see",
  },
  backend: {
    type: "string",
    default: "nano",
    applies: "configure",
    description: "The model, as --backend of the command line names it",
  },
  precision: {
    type: "string",
    default: "fp32",
    applies: "configure",
    description: "The model's variant: fp32, fp16, int8, q4…, those that its directory has",
  },
  timeout: {
    type: "double",
    default: 5,
    from: 0.01,
    to: 600,
    applies: "activate",
    description:
      "Seconds that a frame may take the model; a model that then still hangs is started again",
  },
  fov: {
    type: "double",
    default: 0,
    from: 0,
    to: 179,
    applies: "at once",
    description: "Horizontal field of view in degrees; counts before CameraInfo. 0: not known",
  },
  camera_info_wait: {
    type: "double",
    default: 0.5,
    from: 0,
    to: 10,
    applies: "at once",
    description:
      "Seconds that first frames wait for a CameraInfo that nobody publishes yet, where fov is not known",
  },
  pitch: {
    type: "double",
    default: Number.NaN,
    from: -90,
    to: 90,
    applies: "at once",
    description: "Degrees that the cameras look down, where TF does not tell. NaN: not known",
  },
  auto_reset: {
    type: "bool",
    default: false,
    applies: "at once",
    description: "Whether an episode that succeeded or ran out of time is followed by the next one",
  },
  other_cameras_age: {
    type: "double",
    default: othersWithin,
    from: 0,
    to: 10,
    applies: "at once",
    description:
      "Seconds by which another camera's frame may be older than the first one's that it goes with",
  },
  stale_after: {
    type: "double",
    default: 2,
    from: 0.1,
    to: 600,
    applies: "at once",
    description: "Seconds without a frame after which diagnostics warn and say why",
  },
  annotated_quality: {
    type: "integer",
    default: 80,
    from: 1,
    to: 100,
    applies: "at once",
    description: "JPEG quality of ~/annotated/compressed",
  },
  autostart: {
    type: "bool",
    default: true,
    applies: "start",
    description: "Configure and activate by itself; otherwise ros2 lifecycle does",
  },
} as const satisfies Readonly<Record<string, ParameterRow>>;

export type ParameterName = keyof typeof parameterTable;

export const parameterRows: readonly (readonly [string, ParameterRow])[] =
  Object.entries(parameterTable);
