export { apart, type Measure } from "./apart.js";
export { type BankState, createFilterBank, type FilterBank } from "./bank.js";
export { type Calibration, calibrate, calibrationFrom, type KnownLength } from "./calibration.js";
export {
  type EvidenceSource,
  fromOtherCamera,
  gatherEvidence,
  type KnownExtent,
  type Look,
  type Pointed,
} from "./evidence/index.js";
export {
  type Filtered,
  type FilterOptions,
  type FilterState,
  filterDefaults,
  type Measurement,
  startFilter,
  stepFilter,
} from "./filter.js";
export { type FusedPoint, fusePoints } from "./fuse-points.js";
export { inTime, type LagState, restartLag, startLag, sureLag } from "./lag.js";
export {
  betweenCovariance,
  type PlacedThing,
  type PlacedThings,
  placeThings,
  restsOnModel,
} from "./place-things.js";
export { type RaisedState, type Sighted, startRaised, stepRaised } from "./raised.js";
export { type Memory, noMemory, rememberThings } from "./remember-things.js";
export { type ScaleState, startScale } from "./scale.js";
export { isMeasured, kindOf, listed } from "./trust.js";
