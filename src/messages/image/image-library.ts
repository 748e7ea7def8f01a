import sharp from "sharp";

let configured = false;

/**
 * sharp, set up for a stream of frames, none of which comes twice: no cache, and one thread an image, since several
 * images are under way at a time.
 */
export const imageLibrary = (): typeof sharp => {
  if (!configured) {
    sharp.cache(false);
    sharp.concurrency(1);
    configured = true;
  }
  return sharp;
};
