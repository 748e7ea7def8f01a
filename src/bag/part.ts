import { join } from "node:path";
import { reading } from "./faults.js";
import { sniff } from "./locate.js";
import { openMcap } from "./mcap/reader.js";
import { unpackedPart } from "./packed-messages.js";
import type { BagPart } from "./recording.js";
import { openRos1 } from "./ros1/reader.js";
import { temporaryFolder, unpackZstd } from "./temporary.js";

/** Its WebAssembly takes 15 MB, which only those pay who have such a file. */
const sqliteReader = () => import("./sqlite/reader.js");

/** Opens one file of a recording, whatever it is. @throws SpatialRewardError bag.* */
export const openPart = async (path: string): Promise<BagPart> => {
  const part = await openFile(path);
  try {
    return await unpackedPart(part);
  } catch (thrown) {
    await part.close();
    throw thrown;
  }
};

const openFile = async (path: string): Promise<BagPart> => {
  switch (await sniff(path)) {
    case "mcap":
      return openMcap(path);
    case "sqlite3":
      return (await sqliteReader()).openSqlite(path);
    case "ros1":
      return openRos1(path);
    case "zstd":
      return openPacked(path);
  }
};

/** A file that was compressed as a whole is unpacked into a folder of our own until it is closed. */
const openPacked = async (path: string): Promise<BagPart> => {
  const folder = await temporaryFolder();
  try {
    const unpacked = join(folder.path, "bag");
    await reading(path, () => unpackZstd(path, unpacked));
    const part = await openUnpacked(unpacked, path);
    const close = async (): Promise<void> => {
      await part.close();
      await folder.remove();
    };
    return {
      ...part,
      get remarks() {
        return part.remarks;
      },
      close,
    };
  } catch (thrown) {
    await folder.remove();
    throw thrown;
  }
};

const openUnpacked = async (unpacked: string, path: string): Promise<BagPart> => {
  const kind = await sniff(unpacked, path);
  if (kind === "mcap") return openMcap(unpacked, path);
  if (kind === "sqlite3")
    return (await sqliteReader()).openSqlite(unpacked, { shownAs: path, packed: true });
  return reading(path, () => {
    throw new Error("it is compressed, and what is in it is neither MCAP nor SQLite");
  });
};
