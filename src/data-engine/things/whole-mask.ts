import { type Mask, maskWhere } from "../lift/index.js";

/** Cut down to what it shows; undefined of nothing. */
export const maskOf = (inside: Uint8Array, width: number): Mask | undefined => {
  let [left, top, right, bottom] = [width, Number.POSITIVE_INFINITY, 0, 0];
  for (let at = inside.indexOf(1); at >= 0; at = inside.indexOf(1, at + 1)) {
    const [u, v] = [at % width, Math.floor(at / width)];
    left = Math.min(left, u);
    right = Math.max(right, u + 1);
    top = Math.min(top, v);
    bottom = v + 1;
  }
  if (right <= left) return undefined;
  return maskWhere({ left, top, right, bottom }, (u, v) => inside[v * width + u] === 1);
};
