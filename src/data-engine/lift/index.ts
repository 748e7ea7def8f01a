export { type Ground, type LiftedThing, liftThing } from "./lifted-thing.js";
export { countOf, has, type Mask, maskWhere, onRaster, pixelsOf as pixelsIn } from "./mask.js";
export { noiseOf } from "./noise.js";
export { type DepthRaster, rasterOf, rayAt } from "./raster.js";
export { segmentBox } from "./segment.js";
export { heightAbove, type Surface, supportingSurface } from "./surface.js";
