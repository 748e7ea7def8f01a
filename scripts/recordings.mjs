// Turns what a simulated robot's sensors saw (see training/README.md, "Recordings") into ROS 2 recordings:
//   npm run build && node scripts/recordings.mjs [--spoiled] FOLDER... OUTPUT
// Each FOLDER becomes OUTPUT/NAME.mcap with a task file NAME.yaml beside it; in NAME-table.yaml the table's height is
// known instead of a size, and where there is a depth camera of its own, NAME-apart.yaml names that one's depth. With
// --spoiled also NAME-wall.mcap, a tenth of whose depth shows a wall behind, and NAME-lag.mcap, whose moving transforms
// come late. The same folders give the same bytes.
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { apartDepth, taskText } from "./recording-task.mjs";
import { recordRobot } from "./robot-recording.mjs";

const record = async (folder, output, spoiled) => {
  const name = [basename(resolve(folder)), ...(spoiled ? [spoiled] : [])].join("-");
  const { first, robot, topics } = await recordRobot(folder, join(output, `${name}.mcap`), spoiled);
  await writeFile(join(output, `${name}.yaml`), taskText(first, robot, topics));
  if (spoiled) return;
  await writeFile(join(output, `${name}-table.yaml`), taskText(first, robot, topics, { table: true }));
  if (!robot.unaligned) return;
  await writeFile(join(output, `${name}-apart.yaml`), taskText(first, robot, topics, { depth: apartDepth }));
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { spoiled: { type: "boolean", default: false } },
});
const [output, ...folders] = positionals.toReversed();
if (!output || folders.length === 0) {
  process.stderr.write("usage: node scripts/recordings.mjs [--spoiled] FOLDER... OUTPUT\n");
  process.exit(2);
}
await mkdir(output, { recursive: true });
for (const folder of folders.toReversed()) {
  await record(folder, output);
  if (!values.spoiled) continue;
  await record(folder, output, "lag");
  if (existsSync(join(folder, "wall"))) await record(folder, output, "wall");
}
