import type { BackendKind } from "../backend-kind.js";
import { embeddedModel, openDirectory } from "../open.js";

/** The model that comes with this package. */
export const nano: BackendKind = {
  form: "nano",
  open: (_, options) =>
    openDirectory({ folder: embeddedModel(), name: "nano", source: "nano" }, options),
};
