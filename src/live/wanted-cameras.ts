import type { Task } from "../reward/index.js";

/** A camera's topics, as they are asked for. */
export interface WantedCamera {
  readonly image: string;
  readonly depth?: string;
}

const isNamed = (topic: string | undefined): topic is string => topic !== undefined && topic !== "";

/**
 * Parameters that name no camera leave it to the task. Depth images are those of the parameter, in the cameras' order;
 * else the task's for these topics.
 */
export const wantedCameras = (
  parameters: { readonly cameras: readonly string[]; readonly depths: readonly string[] },
  { cameras, depths = {} }: Pick<Task, "cameras" | "depths">,
): readonly WantedCamera[] => {
  const ofTask = Object.entries(cameras).map(([name, image]) => ({ image, depth: depths[name] }));
  const named = parameters.cameras.filter(isNamed);
  const images = [...new Set(named.length > 0 ? named : ofTask.map(({ image }) => image))];
  const given = parameters.depths.some(isNamed);
  return images.map((image, at) => {
    const depth = given
      ? parameters.depths[at]
      : ofTask.find((each) => each.image === image)?.depth;
    return { image, ...(isNamed(depth) && { depth }) };
  });
};
