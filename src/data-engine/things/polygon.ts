/** x0, y0, x1, y1, … in pixels. */
export type Polygon = readonly number[];

/** Where the line through a row's middle enters and leaves, in order. */
const crossings = (polygon: Polygon, y: number): readonly number[] => {
  const found: number[] = [];
  for (let n = 0; n < polygon.length; n += 2) {
    const [x0 = 0, y0 = 0] = [polygon[n], polygon[n + 1]];
    const next = (n + 2) % polygon.length;
    const [x1 = 0, y1 = 0] = [polygon[next], polygon[next + 1]];
    if (y0 <= y === y1 <= y) continue;
    found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return found.sort((a, b) => a - b);
};

/** Row by row, 1 where a pixel's centre lies within one of them (even-odd). */
export const fromPolygons = (
  polygons: readonly Polygon[],
  width: number,
  height: number,
): Uint8Array => {
  const inside = new Uint8Array(width * height);
  for (const polygon of polygons)
    for (let row = 0; row < height; row++) {
      const ends = crossings(polygon, row + 0.5);
      for (let n = 0; n + 1 < ends.length; n += 2) {
        const from = Math.max(0, Math.ceil((ends[n] ?? 0) - 0.5));
        const to = Math.min(width, Math.ceil((ends[n + 1] ?? 0) - 0.5));
        inside.fill(1, row * width + from, row * width + Math.max(from, to));
      }
    }
  return inside;
};
