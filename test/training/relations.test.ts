import { describe, expect, it } from "vitest";
import { allRelations, contacts, definitionOf } from "../../src/core/index.js";

/** What training reads of the table of relations: those that nano is trained on, in the order of its logits. */
const document = () => ({
  relations: allRelations()
    .filter((name) => !definitionOf(name).onRequest)
    .map((name) => ({ name, kind: definitionOf(name).kind, of: definitionOf(name).of })),
  contacts,
});

describe("training/spatial_training/relations.json", () => {
  it("is what the table says; npm run relations writes it", async () => {
    await expect(`${JSON.stringify(document(), undefined, 1)}\n`).toMatchFileSnapshot(
      "../../training/spatial_training/relations.json",
    );
  });
});
