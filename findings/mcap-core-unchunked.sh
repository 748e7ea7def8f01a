#!/usr/bin/env bash
# @mcap/core 2.2.2 (npm): McapIndexedReader reads an MCAP without chunks as empty, without an error.
#
# One would expect: the messages, or the error "File is not indexed" that the same reader throws for a file
#   without a summary. Chunks are optional in MCAP; rosbag2's preset `fastwrite`, meant for small computers on
#   robots, writes `noChunking: true`, and so does this package's own McapWriter with `useChunks: false`.
# What happens: Initialize succeeds, `statistics.messageCount` is right, `channelsById` lists the topics, and
#   `readMessages()` ends at once with no message.
# Why it matters: it is the reader for seeking and for reading by topic in TypeScript. A recording made on the
#   robot shows its topics and its length and then seems to hold nothing; a batch job that labels a folder of
#   such files ends with success and no labels.
# Where: src/McapIndexedReader.ts. The times of the file come from the chunk indexes alone; without any,
#   `readMessages` returns since start and end are undefined, and with times given it loops over no chunk.
#   Neither place asks the statistics, which know that there are messages. (mcap for Go had the same and
#   mended it: foxglove/mcap 1059.)
# Way round: when `chunkIndexes` is empty and `statistics.messageCount` is not 0, read with McapStreamReader.
#
# Exit status: 0 while it behaves as described, 1 when it no longer does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' > package.json
npm install --loglevel=error --no-audit --no-fund --save-exact @mcap/core@2.2.2

cat > unchunked.mjs <<'JS'
import { readFileSync } from "node:fs";
import { McapIndexedReader, McapStreamReader, McapWriter, TempBuffer } from "@mcap/core";

const SECONDS = [1n, 2n, 3n];
const SECOND = 1_000_000_000n;

const write = async (useChunks) => {
  const file = new TempBuffer();
  const writer = new McapWriter({ writable: file, useChunks });
  await writer.start({ profile: "", library: "" });
  const channelId = await writer.registerChannel({
    schemaId: 0,
    topic: "/reward",
    messageEncoding: "json",
    metadata: new Map(),
  });
  for (const [sequence, second] of SECONDS.entries()) {
    const time = second * SECOND;
    const data = new TextEncoder().encode(JSON.stringify({ reward: Number(second) / 3 }));
    await writer.addMessage({ channelId, sequence, logTime: time, publishTime: time, data });
  }
  await writer.end();
  return file;
};

const streamed = (file) => {
  const reader = new McapStreamReader();
  reader.append(file.get());
  const seconds = [];
  for (let record = reader.nextRecord(); record; record = reader.nextRecord())
    if (record.type === "Message") seconds.push(record.logTime / SECOND);
  return seconds.join();
};

const indexed = async (file, times) => {
  const reader = await McapIndexedReader.Initialize({ readable: file });
  const seconds = [];
  for await (const message of reader.readMessages(times)) seconds.push(message.logTime / SECOND);
  const topics = [...reader.channelsById.values()].map(({ topic }) => topic).join();
  return { seconds: seconds.join(), count: reader.statistics?.messageCount, topics };
};

const { version } = JSON.parse(readFileSync("node_modules/@mcap/core/package.json", "utf8"));
const expected = SECONDS.join();
console.log(`@mcap/core ${version} on node ${process.version}`);
console.log(`expected, log times in s: ${expected}`);

const checks = [];
for (const useChunks of [true, false]) {
  const file = await write(useChunks);
  const all = await indexed(file);
  const span = await indexed(file, { startTime: 0n, endTime: 10n * SECOND });
  console.log(`useChunks: ${useChunks}`);
  console.log(`  McapStreamReader:                  ${streamed(file)}`);
  console.log(`  McapIndexedReader:                 ${all.seconds || "(no message)"}`);
  console.log(`  McapIndexedReader, 0 to 10 s:      ${span.seconds || "(no message)"}`);
  console.log(`  its statistics and topics:         ${all.count} messages, ${all.topics}`);
  const wanted = useChunks ? expected : "";
  checks.push(
    streamed(file) === expected,
    all.count === BigInt(SECONDS.length),
    all.seconds === wanted,
    span.seconds === wanted,
  );
}
const asDescribed = checks.every(Boolean);
console.log(asDescribed ? "as described" : "CHANGED: no longer as described");
process.exitCode = asDescribed ? 0 : 1;
JS
node unchunked.mjs
