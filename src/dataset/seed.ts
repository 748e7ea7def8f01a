/** A seed of 32 bits for each image of each data set, so that questions don't depend on the order of images (FNV-1a). */
export const seedFor = (seed: number, image: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}:${image}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash | 0;
};
