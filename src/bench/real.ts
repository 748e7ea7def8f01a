import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openBag } from "../bag/index.js";
import { type Frame, isLengthFact, type Metres } from "../core/index.js";
import { type MarkedRecording, markedRecording, scoreMarked } from "../eval/index.js";
import { frameFromMessage, withFov } from "../messages/index.js";
import { observe } from "../pipeline/index.js";
import { openBackend } from "../vlm/index.js";

const usage = `npm run real -- RECORDING

Measures nano on a real recording whose frames are marked by hand in training/real/widowx.json, and
writes the figures to models/nano/real.json. The recording is not part of the repository.
`;

const type = "sensor_msgs/msg/CompressedImage";

const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function* framesOf(path: string, marks: MarkedRecording): AsyncGenerator<Frame> {
  const bag = await openBag(path);
  try {
    for await (const { topic, data } of bag.messages({ topics: [marks.topic] })) {
      const image = { topic, type, messageEncoding: "cdr", bytes: data } as const;
      yield withFov(frameFromMessage(image), marks.fov_degrees);
    }
  } finally {
    await bag.close();
  }
}

const measure = async (path: string): Promise<void> => {
  const text = await readFile(inRepository("training/real/widowx.json"), "utf8");
  const marks = markedRecording.parse(JSON.parse(text));
  const backend = await openBackend("nano");
  try {
    const query = { relation: "distance", subject: marks.gripper, object: marks.object } as const;
    const look = observe(backend, [{ query }]);
    const distances: (Metres | undefined)[] = [];
    for await (const frame of framesOf(path, marks)) {
      const { facts } = await look(frame);
      distances.push(facts.find(isLengthFact)?.metres);
    }
    const { name, version, hash } = backend.identity;
    const record = { model: { name, version, hash }, ...scoreMarked(marks, distances), distances };
    await writeFile(inRepository("models/nano/real.json"), `${JSON.stringify(record, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(record)}\n`);
  } finally {
    await backend.close();
  }
};

const [path] = process.argv.slice(2);
if (path === undefined || path.startsWith("-")) {
  process.stdout.write(usage);
  process.exitCode = path === "--help" ? 0 : 2;
} else {
  await measure(path);
}
