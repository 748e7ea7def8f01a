export * from "./sample.js";
