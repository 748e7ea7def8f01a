import cacache from "cacache";

declare module "cacache" {
  namespace rm {
    // Of cacache 16 and later; @types/cacache doesn't know it yet.
    function entry(
      folder: string,
      key: string,
      options: { readonly removeFully: boolean },
    ): Promise<unknown>;
  }
}

/** An answer takes a block for its place in the index and one for its content, on the common file systems. */
const bytesPerEntry = 2 * 4096;

/** At least one. */
export const entriesThatFit = (bytes: number): number =>
  Math.max(1, Math.floor(bytes / bytesPerEntry));

/** How full the store is after some had to go, so that this is not needed again at once. */
const target = 0.9;

/**
 * Removes the oldest entries when there are more than `most`, and contents that no entry needs any more. Entries that
 * another process adds or removes meanwhile do no harm: a content that goes missing makes its entry one that is not there.
 */
export const evict = async (folder: string, most: number): Promise<void> => {
  const entries = Object.values(await cacache.ls(folder)).sort((a, b) => b.time - a.time);
  if (entries.length <= most) return;
  const keep = Math.max(1, Math.floor(most * target));
  const needed = new Set(entries.slice(0, keep).map(({ integrity }) => integrity));
  for (const { key, integrity } of entries.slice(keep)) {
    await cacache.rm.entry(folder, key, { removeFully: true });
    if (!needed.has(integrity)) await cacache.rm.content(folder, integrity);
  }
};
