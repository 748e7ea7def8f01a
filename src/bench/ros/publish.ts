import { performance } from "node:perf_hooks";
import { compressedMessage, rawMessage } from "../image-message.js";
import { plainNode, untilTold } from "./plain-node.js";

/** A camera driver: `node publish.js raw|jpeg HZ TOPIC…`, all topics in turn, stamped as it sends. */
const [kind = "raw", hertz = "30", ...topics] = process.argv.slice(2);

const wallNanoseconds = (): bigint =>
  BigInt(Math.round(1e6 * (performance.timeOrigin + performance.now())));

/** A message begins with its encapsulation and its stamp: four bytes, then seconds and nanoseconds. */
const restamp = (message: Uint8Array): void => {
  const view = new DataView(message.buffer, message.byteOffset);
  const now = wallNanoseconds();
  view.setInt32(4, Number(now / 1_000_000_000n), true);
  view.setUint32(8, Number(now % 1_000_000_000n), true);
};

const message = kind === "raw" ? rawMessage("rgb8", 0n) : await compressedMessage("jpeg", 0n);
const type = kind === "raw" ? "sensor_msgs/msg/Image" : "sensor_msgs/msg/CompressedImage";
const ros = await plainNode("bench_camera");
const publishers = topics.map((topic) =>
  ros.node.advertise(type, topic, { reliability: "best_effort", durability: "volatile", depth: 5 }),
);

const period = 1000 / Number(hertz);
let due = performance.now();
let timer: NodeJS.Timeout | undefined;
const send = (): void => {
  for (const publisher of publishers) {
    restamp(message);
    publisher.publish(message);
  }
  due += period;
  timer = setTimeout(send, Math.max(0, due - performance.now()));
};
send();
await untilTold();
clearTimeout(timer);
ros.stop();
