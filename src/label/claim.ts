import { open, readdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { unwritable, writing } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { type Claimant, claimantOf, deadAfter, isAlive, ownClaimant } from "./claimant.js";

/** An output that this process alone makes. */
export interface Claim {
  /** Aborts when the claim is lost: another process has taken this one for dead (it was suspended, say). */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

/** How often a sign of life is given; milliseconds. */
const beat = 5_000;

const busy = (output: string, by: string): SpatialRewardError =>
  new SpatialRewardError(
    "output.busy",
    `${output} is being made by another process (${by}); wait for it, stop it, or choose another -o`,
  );

const refuseBusy = async (output: string, own: Claimant): Promise<void> => {
  for (const name of await readdir(dirname(output))) {
    const other = claimantOf(output, name);
    if (other === undefined || other.path === own.path) continue;
    if (await isAlive(other, own)) throw busy(output, `${other.pid} on ${other.place}`);
    await rm(other.path, { force: true });
  }
};

/** Changes the file's time, by the file system's own clock. */
const giveSign = async ({ path, pid }: Claimant): Promise<void> => {
  const file = await open(path, "r+");
  try {
    await file.write(`${pid}\n`, 0);
  } finally {
    await file.close();
  }
};

const whyLost = (output: string, { path }: Claimant, thrown: unknown): SpatialRewardError =>
  thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT"
    ? busy(output, `it began when this one had given no sign for ${deadAfter / 1000} s`)
    : unwritable(path, thrown);

const kept = (output: string, own: Claimant): Claim => {
  const controller = new AbortController();
  const beating = setInterval(() => {
    giveSign(own).catch((thrown: unknown) => {
      clearInterval(beating);
      controller.abort(whyLost(output, own, thrown));
    });
  }, beat);
  beating.unref();
  return {
    lost: controller.signal,
    release: async () => {
      clearInterval(beating);
      await writing(own.path, () => rm(own.path, { force: true }));
    },
  };
};

/**
 * Claims an output whose folder exists. A process leaves a file of its own beside it and then looks for others: two
 * that come at the same moment may both step back, but never both go on. No file is ever handed over, so that one
 * which a killed process left can be removed by anybody at any time.
 * @throws SpatialRewardError output.busy, output.write
 */
export const claim = async (output: string): Promise<Claim> => {
  const own = await ownClaimant(output);
  await writing(own.path, () => writeFile(own.path, `${own.pid}\n`, { flag: "wx" }));
  try {
    await writing(output, () => refuseBusy(output, own));
  } catch (thrown) {
    await rm(own.path, { force: true });
    throw thrown;
  }
  return kept(output, own);
};
