/** The size at which nano sees an image, in pixels. */
export const nanoCanvas = { width: 192, height: 144 };
