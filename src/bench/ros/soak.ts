import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { listen, quantile } from "./listener.js";
import { startCamera, startLive, writeTask } from "./process.js";

const usage = `npm run soak:ros -- [--minutes 30]

Runs the live node on two 640×480 cameras at 30 Hz for so long, and prints a line a minute: rewards a second, their
latency, and memory; at the end, how memory grew.
`;

const cameras = ["/soak/front/image_raw", "/soak/side/image_raw"];
/** For processes to find each other and buffers to reach their size. */
const settling = 20;
const megabyte = 1e6;

/** Least-squares slope of values that are one step apart. */
const slopeOf = (values: readonly number[]): number => {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / spread;
};

const soak = async (minutes: number): Promise<void> => {
  const out = (text: string): void => void process.stdout.write(text);
  const task = writeTask();
  const listener = await listen();
  const live = startLive({
    task: task.path,
    cameras: JSON.stringify(cameras),
    transport: "raw",
  });
  const driver = startCamera("raw", cameras);
  await wait(1000 * settling);
  listener.take();
  const resident: number[] = [];
  out(
    "| minute | rewards/s | p50, ms | p99, ms | most, ms | memory, MB |\n|---|---|---|---|---|---|\n",
  );
  for (let minute = 1; minute <= minutes; minute++) {
    await wait(60_000);
    const { count, latencies } = listener.take();
    const milliseconds = (share: number): string => (1000 * quantile(latencies, share)).toFixed(1);
    resident.push(live.resident() / megabyte);
    out(
      `| ${minute} | ${(count / 60).toFixed(1)} | ${milliseconds(0.5)} | ${milliseconds(0.99)} | ${milliseconds(1)} | ${resident.at(-1)?.toFixed(0)} |\n`,
    );
  }
  await driver.stop();
  await live.stop();
  listener.stop();
  task.remove();
  out(`\nmemory: ${slopeOf(resident).toFixed(2)} MB a minute over ${minutes} minutes\n`);
};

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(usage);
else await soak(Number(values.minutes));
