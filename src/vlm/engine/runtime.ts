import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { env } from "onnxruntime-common";
import { SpatialRewardError } from "../../core/index.js";

/** onnxruntime-node as it is used here: what it re-exports, and what it adds. */
export type Runtime = typeof import("onnxruntime-common") & {
  listSupportedBackends(): readonly { readonly name: string }[];
};

export interface FoundRuntime {
  /** The folder of onnxruntime-node, or of our copy of it. */
  readonly folder: string;
  readonly version: string;
  /** Whether it is the copy that our package carries, which is there for the CPU. */
  readonly carried: boolean;
}

// By hand: a schema library would be loaded anew by every inference thread, and take some 10 MB of each.
const hasVersion = (manifest: unknown): manifest is { readonly version: string } =>
  typeof manifest === "object" &&
  manifest !== null &&
  "version" in manifest &&
  typeof manifest.version === "string";

const describedBy = (path: string, carried: boolean): FoundRuntime => {
  const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!hasVersion(manifest))
    throw new SpatialRewardError("model.failed", `${path}: must say its version`);
  return { folder: dirname(path), version: manifest.version, carried };
};

const major = (version: string): string => version.split(".")[0] ?? "";

/** Whether what was made for one version of onnxruntime can run on another: the same major one, and no older. */
export const serves = (version: string, needed: string): boolean =>
  major(version) === major(needed) && version.localeCompare(needed, "en", { numeric: true }) >= 0;

const require = createRequire(import.meta.url);

const resolved = (specifier: string): string | undefined => {
  try {
    return require.resolve(specifier);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "MODULE_NOT_FOUND")
      return undefined;
    throw thrown;
  }
};

/** The manifests of those that there are. */
export interface Candidates {
  readonly own: string | undefined;
  readonly carried: string | undefined;
}

const candidates = (): Candidates => ({
  own: resolved("onnxruntime-node/package.json"),
  carried: resolved("#onnxruntime"),
});

/**
 * The user's own onnxruntime-node, which may have CUDA, else the copy that `npm pack` puts into our package: its install
 * step, a download that can fail, must not be part of installing ours.
 * @throws SpatialRewardError model.failed where there is neither
 */
export const findRuntime = ({ own, carried }: Candidates = candidates()): FoundRuntime => {
  const installed = own === undefined ? undefined : describedBy(own, false);
  if (installed && serves(installed.version, env.versions.common)) return installed;
  if (carried !== undefined) return describedBy(carried, true);
  throw new SpatialRewardError(
    "model.failed",
    `onnxruntime-node: must be ${env.versions.common} or newer; got ${installed?.version ?? "none"}; npm install onnxruntime-node`,
  );
};

const isRuntime = (loaded: unknown): loaded is Runtime =>
  typeof loaded === "object" &&
  loaded !== null &&
  "InferenceSession" in loaded &&
  "listSupportedBackends" in loaded;

/** @throws SpatialRewardError model.failed where onnxruntime has no build for this machine, or it does not load */
export const loadRuntime = ({ folder, version }: FoundRuntime = findRuntime()): Runtime => {
  try {
    const loaded: unknown = require(join(folder, "dist", "index.js"));
    if (isRuntime(loaded)) return loaded;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError(
      "model.failed",
      `onnxruntime ${version} does not load on ${process.platform}/${process.arch}: ${message}`,
      { cause },
    );
  }
  throw new SpatialRewardError("model.failed", `${folder}: must be onnxruntime-node`);
};
