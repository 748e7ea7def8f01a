import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { type ServerSpeed, serverSpeed } from "./server-speed.js";
import { rounded, table } from "./tables.js";

const usage = `npm run bench:openai -- [--answers 10000] [--json]

Measures how many answers a second openai:MODEL@URL can take from a server that answers at once,
each frame an image of 640×480, and counts those that got lost.
`;

const { values } = parseArgs({
  options: {
    answers: { type: "string", default: "10000" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const row = (speed: ServerSpeed): readonly string[] => [
  speed.way,
  String(speed.questionsPerFrame),
  String(speed.answers),
  String(speed.lost),
  rounded(speed.answersPerSecond, 0),
  rounded(speed.answersPerCoreSecond, 0),
];

if (values.help) process.stdout.write(usage);
else {
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    node: process.versions.node,
  };
  const openai = await serverSpeed(Number(values.answers));
  const head = ["questions", "a frame", "answers", "lost", "answers/s", "answers/s of one core"];
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, openai }, null, 2)}\n`
      : `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}\n\n${table(head, openai.map(row))}`,
  );
}
