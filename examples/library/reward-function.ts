// A reward that no task file says, from the facts of a recording that `label` has made: how fast the gripper nears the
// thing, in metres a second, less a price for being near anything that is not to be touched.
//   npm run build && npx tsc -p examples/library
//   node dist/examples/library/reward-function.js out/pick/pick.mcap "orange tea bottle" "blue bowl"
import { openBag } from "spatial-reward/bag";
import { type Metres, type SpatialFact, type Stamp, secondsBetween } from "spatial-reward/core";
import { factsTopic } from "spatial-reward/label";
import { decodeFacts } from "spatial-reward/messages";
import { tolerance } from "spatial-reward/reward";

const distanceTo = (thing: string, facts: readonly SpatialFact[]): Metres | undefined => {
  for (const fact of facts)
    if (fact.relation === "distance" && fact.object === thing) return fact.metres;
  return undefined;
};

/** 1 at the thing, a tenth when 10 cm away from it. */
const nearness = (metres: Metres | undefined): number =>
  metres === undefined ? 0 : tolerance(metres, 0, 0.02, 0.1);

const [recording = "", wanted = "", fragile = ""] = process.argv.slice(2);
const bag = await openBag(recording);
try {
  let last: { readonly stamp: Stamp; readonly metres: Metres } | undefined;
  for await (const { data } of bag.messages({ topics: [factsTopic] })) {
    const { stamp, facts } = decodeFacts(data);
    const metres = distanceTo(wanted, facts);
    if (metres === undefined) continue; // unknown: the next frame is compared with the last known one
    if (last) {
      const speed = (last.metres - metres) / secondsBetween(last.stamp, stamp);
      const reward = speed - nearness(distanceTo(fragile, facts));
      process.stdout.write(`${stamp}: ${reward.toFixed(3)}\n`);
    }
    last = { stamp, metres };
  }
} finally {
  await bag.close();
}
