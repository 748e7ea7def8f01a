/** Said instead of a length or a yes when the thing asked about can't be seen. */
export const saysNotVisible: readonly ((thing: string) => string)[] = [
  (thing) => `${thing} is not visible.`,
  (thing) => `I can't see ${thing} in the image.`,
  (thing) => `${thing} is not in view.`,
  (thing) => `${thing} does not appear in this image.`,
];
