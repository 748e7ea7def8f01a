/** The size at which nano sees an image, in pixels. */
export const nanoCanvas = { width: 256, height: 192 };
