export { type LiftedThing, liftThing } from "./lifted-thing.js";
export { surfaceAbout } from "./local-surface.js";
export { countOf, eachPixel, has, type Mask, maskWhere, onRaster } from "./mask.js";
export { noiseOf } from "./noise.js";
export { type DepthRaster, rasterOf, rayAt } from "./raster.js";
export { onGrid, segmentBox } from "./segment.js";
export type { Ground } from "./shape.js";
export { heightAbove, type Surface, supportingSurface } from "./surface.js";
