import { describe, expect, it } from "vitest";
import type { EvidenceKind } from "../../src/core/index.js";
import { differences, type MadeFrom, madeFrom, observedFrom } from "../../src/label/provenance.js";
import { parseTask } from "../../src/reward/index.js";
import { placeTask } from "../reward/examples.js";

const task = parseTask(placeTask);

const made = (evidence?: readonly EvidenceKind[]): MadeFrom =>
  madeFrom(
    [],
    { task, version: "1", csv: false, sidecar: false, ...(evidence && { evidence }) },
    { kind: "stored" },
    "/camera",
  );

describe("what an output was made from", () => {
  it("tells outputs apart that rest on other evidence", () => {
    expect(differences(made(), made(["model"]))).toEqual(["options"]);
    expect(observedFrom(made(["tf"]), task)).not.toEqual(observedFrom(made(["depth"]), task));
  });

  it("takes evidence as the same, whichever way round it is listed, and all of it as none said", () => {
    expect(differences(made(["depth", "tf"]), made(["tf", "depth", "tf"]))).toEqual([]);
    expect(differences(made(), made(["cameras", "known", "tf", "depth", "model"]))).toEqual([]);
  });

  it.each(["gripper_frame: tool0", "known: { bottle.height: 21 cm }"])(
    "tells observations apart by %s",
    (setting) => {
      const other = parseTask(`${placeTask}${setting}\n`);
      expect(observedFrom(made(), other)).not.toEqual(observedFrom(made(), task));
    },
  );
});
