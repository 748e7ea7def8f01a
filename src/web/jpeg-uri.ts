/** A JPEG inside a page. */
export const jpegUri = (jpeg: Uint8Array): string =>
  `data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}`;
