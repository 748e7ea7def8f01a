/** A colour variable of the style sheet, as it is now: light or dark. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** #rrggbb with an opacity, 0..1. */
export const faded = (name: string, opacity: number): string =>
  colour(name) +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");
