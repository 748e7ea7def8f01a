import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { heldoutFigures, heldoutRecord, runEval } from "../../src/eval/index.js";
import { openBackend } from "../../src/vlm/index.js";

const folder = "models/nano/heldout";
const record = `${folder}/figures.json`;
/** Processors round differently, and a few answers tip over an edge. */
const room = 0.02;

const measured = async () => {
  const backend = await openBackend("nano");
  try {
    const options = { hold: 0.5, mostFalse: 0, backend: async () => backend };
    const { report } = await runEval({ ...options, sources: [folder] });
    return { report, identity: backend.identity };
  } finally {
    await backend.close();
  }
};

/** `npm run heldout -- --measure` writes them anew for other weights. */
describe("nano on its held-out set", () => {
  const missing = existsSync(record) ? "" : `: skipped, there is no ${record}`;

  it.skipIf(missing)(`is as it was measured${missing}`, { timeout: 240_000 }, async () => {
    const written = heldoutRecord.parse(JSON.parse(readFileSync(record, "utf8")));
    const { report, identity } = await measured();
    expect(identity.hash, "other weights: npm run heldout -- --measure").toBe(written.model.hash);
    expect(report.images).toBe(written.images);
    const now = new Map(Object.entries(heldoutFigures(report)));
    for (const [name, value] of Object.entries(written.figures)) {
      if (value === null) expect(now.get(name), name).toBeNull();
      else expect(Math.abs((now.get(name) ?? Number.NaN) - value), name).toBeLessThan(room);
    }
  });
});
