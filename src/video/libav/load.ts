import { SpatialRewardError } from "../../core/index.js";
import { type AvLibrary, type ConstantName, constantNames, type Libav } from "./types.js";

/** The package that decodes video; one that users install themselves. */
export const decoderPackage = "node-av";

/** Not literals, so that the compiler doesn't look for an optional package. */
const paths = { lib: `${decoderPackage}/lib`, constants: `${decoderPackage}/constants` };

const needed = [
  "Packet",
  "Frame",
  "CodecContext",
  "FormatContext",
  "SoftwareScaleContext",
  "Codec",
  "Log",
  "avGetCodecName",
] as const satisfies readonly (keyof AvLibrary)[];

const isLibrary = (module: unknown): module is AvLibrary =>
  typeof module === "object" && module !== null && needed.every((name) => name in module);

const hasConstants = (module: unknown): module is Record<ConstantName, number> =>
  typeof module === "object" &&
  module !== null &&
  constantNames.every((name) => typeof Reflect.get(module, name) === "number");

const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === "ERR_MODULE_NOT_FOUND";

const refuse = (why: string, cause?: unknown): SpatialRewardError =>
  new SpatialRewardError("video.decoder", `video can't be decoded: ${why}`, { cause });

type Importer = (path: string) => Promise<unknown>;

const imported = async (path: string, importer: Importer): Promise<unknown> => {
  try {
    return await importer(path);
  } catch (cause) {
    if (isAbsent(cause))
      throw refuse(`${decoderPackage} is not installed; npm install ${decoderPackage}`, cause);
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw refuse(`${decoderPackage} does not load (${reason})`, cause);
  }
};

const noPtsOf = (constants: object): bigint => {
  const value: unknown = Reflect.get(constants, "AV_NOPTS_VALUE");
  return typeof value === "bigint" ? value : -(2n ** 63n);
};

/** FFmpeg, silent: what it would print is in what it returns. @throws SpatialRewardError video.decoder */
export const loadLibav = async (importer: Importer = (path) => import(path)): Promise<Libav> => {
  const lib = await imported(paths.lib, importer);
  const constants = await imported(paths.constants, importer);
  if (!isLibrary(lib) || !hasConstants(constants))
    throw refuse(`this version of ${decoderPackage} is not known here; ${decoderPackage} 6 is`);
  lib.Log.setLevel(constants.AV_LOG_QUIET);
  return { lib, constants, noPts: noPtsOf(constants) };
};
