export { type Ground, type LiftedThing, liftThing } from "./lifted-thing.js";
export { countOf, eachPixel, has, type Mask, maskWhere, onRaster } from "./mask.js";
export { noiseOf } from "./noise.js";
export { type DepthRaster, rasterOf, rayAt } from "./raster.js";
export { segmentBox } from "./segment.js";
export { heightAbove, type Surface, supportingSurface } from "./surface.js";
