import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { counted, type Reason, SpatialRewardError } from "../../core/index.js";
import { companionOf } from "./companions.js";
import type { FrameSettings } from "./folder.js";
import { listedDepthScale, timedDepth } from "./timed-depth.js";

/** A picture, and the files that say more of it. */
export interface PictureFiles {
  readonly picture: string;
  readonly camera?: string;
  /** `scale` where the way it is kept tells how many units are a metre. */
  readonly depth?: { readonly path: string; readonly scale?: number };
}

/** A camera file of its own, of its folder, or of the folder above. */
const cameraPath = (picture: string): string | undefined => {
  const folder = dirname(picture);
  const own = companionOf(picture, "camera", ".json") ?? companionOf(picture, "cameras", ".json");
  return own ?? [folder, dirname(folder)].map((each) => join(each, "camera.json")).find(existsSync);
};

/** Depth that is asked for by name and found beside no picture is a mistyped name. */
const refuseNoDepth = (folder: string, depth: string): SpatialRewardError =>
  new SpatialRewardError(
    "usage.argument",
    `--depth ${depth}: no picture in ${folder} has such depth; looked for ${depth}/NAME.png in it and beside it, NAME_${depth}.png, NAME-${depth}.png and NAME.${depth}.png`,
  );

type DepthOf = (picture: string) => PictureFiles["depth"];

const named =
  (word: string): DepthOf =>
  (picture) => {
    const path = companionOf(picture, word, ".png");
    return path === undefined ? undefined : { path };
  };

/** By name; by time where lists tell and nobody asks for another. */
const depthIn = async (folder: string, { depth }: FrameSettings) => {
  const byName = named(depth ?? "depth");
  const timed = depth === undefined ? await timedDepth(folder) : undefined;
  const byTime: DepthOf = (picture) => {
    const path = timed?.of(picture);
    return path === undefined ? undefined : { path, scale: listedDepthScale };
  };
  const depthOf: DepthOf = (picture) => byName(picture) ?? byTime(picture);
  return { depthOf, lists: timed?.lists ?? [] };
};

/** What is not told of all pictures alike, or was taken for granted. */
const remarksOn = (each: readonly PictureFiles[], settings: FrameSettings): readonly Reason[] => {
  const lacking = each.filter(({ depth }) => depth === undefined).length;
  const assumed = each.filter(({ depth }) => depth?.scale !== undefined).length;
  const remarks: Reason[] = [];
  if (lacking > 0 && lacking < each.length)
    remarks.push({
      kind: "recording",
      what: `${counted(lacking, "picture")} without depth`,
      count: 1,
    });
  if (assumed > 0 && settings.depthScale === undefined)
    remarks.push({
      kind: "recording",
      what: `depth by depth.txt: taken to have ${listedDepthScale} units to a metre, as TUM's has, where neither --depth-scale nor a camera file says otherwise`,
      count: 1,
    });
  return remarks;
};

/**
 * Pictures of a folder with the files that go with them, and all of these files, each once.
 * @throws SpatialRewardError usage.argument where none has the depth that is asked for, image.times
 */
export const filesOf = async (
  folder: string,
  pictures: readonly string[],
  settings: FrameSettings,
) => {
  const { depthOf, lists } = await depthIn(folder, settings);
  const each = pictures.map((picture): PictureFiles => {
    const [camera, depth] = [cameraPath(picture), depthOf(picture)];
    return { picture, ...(camera !== undefined && { camera }), ...(depth && { depth }) };
  });
  if (settings.depth !== undefined && each.every(({ depth }) => depth === undefined))
    throw refuseNoDepth(folder, settings.depth);
  const files = each.flatMap(({ picture, camera, depth }) =>
    [picture, camera, depth?.path].filter((path) => path !== undefined),
  );
  return { each, files: [...new Set([...lists, ...files])], remarks: remarksOn(each, settings) };
};
