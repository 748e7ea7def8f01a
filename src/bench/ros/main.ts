import { availableParallelism, cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Listener, listen, quantile } from "./listener.js";
import {
  processorShare,
  type Running,
  startCamera,
  startFloor,
  startLive,
  startModelless,
  writeTask,
} from "./process.js";

const usage = `npm run bench:ros -- [--seconds 20]

Measures the live node on this machine, where ROS 2 is sourced: what it takes beside a subscriber that does nothing,
and how it keeps up with cameras of 640×480 at 30 Hz when nano is asked four questions a frame.
`;

/** Seconds for caches to warm up once frames come. */
const settling = 3;
const topic = "/bench/image_raw";

const stopAll = async (running: readonly Running[]): Promise<void> => {
  for (const each of running) await each.stop();
};

/** Processor milliseconds a frame, of those that came: a busy machine's camera keeps no beat. */
const cost = async (kind: "raw" | "jpeg", measured: Running, seconds: number): Promise<number> => {
  const camera = startCamera(kind, [topic]);
  while (!(measured.told() > 0)) await wait(100);
  await wait(1000 * settling);
  const [cpu, frames] = [measured.cpu(), measured.told()];
  await wait(1000 * seconds);
  const spent = 1000 * (measured.cpu() - cpu);
  const came = measured.told() - frames;
  await stopAll([camera, measured]);
  return spent / came;
};

const overhead = async (task: string, kind: "raw" | "jpeg", seconds: number): Promise<string> => {
  const floor = await cost(kind, startFloor(kind, topic), seconds);
  const transport = kind === "raw" ? "raw" : "auto";
  const node = await cost(
    kind,
    startModelless({ task, cameras: `["${topic}"]`, transport }),
    seconds,
  );
  return `| ${kind === "raw" ? "raw, rgb8" : "JPEG"} | ${floor.toFixed(2)} | ${node.toFixed(2)} | ${(node / floor).toFixed(1)} × |\n`;
};

const half = async (listener: Listener, seconds: number): Promise<string> => {
  listener.take();
  await wait(1000 * seconds);
  const { count, latencies } = listener.take();
  const milliseconds = (share: number): string => (1000 * quantile(latencies, share)).toFixed(1);
  return `${(count / seconds).toFixed(1)} | ${milliseconds(0.5)} | ${milliseconds(0.99)}`;
};

/** Rewards a second and their latency, in a first and a second half: they must not grow apart. */
const keepingUp = async (
  task: string,
  cameras: readonly string[],
  seconds: number,
): Promise<string> => {
  const listener = await listen();
  const live = startLive({ task, cameras: JSON.stringify(cameras), transport: "raw" });
  const camera = startCamera("raw", cameras);
  while (listener.take().count === 0) await wait(100);
  await wait(1000 * settling);
  const share = processorShare(live, seconds);
  const halves = [await half(listener, seconds / 2), await half(listener, seconds / 2)];
  const used = `${(100 * (await share)).toFixed(0)} %`;
  await stopAll([camera, live]);
  listener.stop();
  return halves
    .map(
      (row, at) => `| ${cameras.length} | ${at === 0 ? "first" : "second"} | ${row} | ${used} |\n`,
    )
    .join("");
};

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "20" },
    help: { type: "boolean", default: false },
  },
});

const measure = async (task: string, seconds: number): Promise<void> => {
  const out = (text: string): void => void process.stdout.write(text);
  out(
    `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores, Node ${process.versions.node}\n\n`,
  );
  out(
    "| 640×480 at 30 Hz | subscriber that does nothing, CPU ms/frame | node without the model, CPU ms/frame | ratio |\n|---|---|---|---|\n",
  );
  out(await overhead(task, "raw", seconds));
  out(await overhead(task, "jpeg", seconds));
  out(
    "\n| cameras, nano, 4 questions | half | rewards/s | latency p50, ms | p99, ms | CPU of the node |\n|---|---|---|---|---|---|\n",
  );
  out(await keepingUp(task, [topic], seconds));
  out(await keepingUp(task, [topic, "/bench/side/image_raw"], seconds));
};

if (values.help) process.stdout.write(usage);
else {
  const { path, remove } = writeTask();
  await measure(path, Number(values.seconds)).finally(remove);
}
