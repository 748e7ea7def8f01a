export { type BankState, createFilterBank, type FilterBank } from "./bank.js";
export { type Calibration, calibrate, calibrationFrom, type KnownLength } from "./calibration.js";
export {
  type Filtered,
  type FilterOptions,
  type FilterState,
  filterDefaults,
  type Measurement,
  startFilter,
  stepFilter,
} from "./filter.js";
export { type RaisedState, type Sighted, startRaised, stepRaised } from "./raised.js";
