import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withVideoDecoded } from "../../src/video/index.js";
import { ffmpegPacket, ffmpegTopic, libav, packetsOf, readerOf, sent } from "./packets.js";

const runs = 40;

/** Where a packet is changed, and to what; or cut off. */
const harm = fc.record({
  packet: fc.nat(23),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
  cut: fc.boolean(),
});

describe.skipIf(libav === undefined)("harmed packets", () => {
  it.each([
    ["h264.mpegts", "h264"],
    ["h265.mpegts", "h265"],
    ["av1.mkv", "av1"],
    ["vp9.webm", "vp9"],
  ])("of %s give frames or reasons, in order, and never an error", async (file, codec) => {
    const packets = await packetsOf(file);
    await fc.assert(
      fc.asyncProperty(fc.array(harm, { minLength: 1, maxLength: 8 }), async (harms) => {
        const harmed = packets.map(({ data, ns }) => ({ data: Uint8Array.from(data), ns }));
        for (const { packet, at, byte, cut } of harms) {
          const target = harmed[packet];
          if (target === undefined) continue;
          const index = Math.floor(at * target.data.length);
          if (cut) target.data = target.data.subarray(0, index);
          else target.data[index] = byte;
        }
        const messages = sent(harmed.map((packet) => ffmpegPacket(codec, packet)));
        const reader = withVideoDecoded(readerOf([ffmpegTopic], messages));
        let [last, count] = [0n, 0];
        for await (const { logTime } of reader.messages()) {
          expect(logTime).toBeGreaterThanOrEqual(last);
          last = logTime;
          count += 1;
        }
        const unshown = reader.remarks ?? [];
        const without = unshown
          .filter(({ what }) => what.startsWith("video packets"))
          .reduce((sum, reason) => sum + reason.count, 0);
        expect(count + without).toBe(24);
      }),
      { numRuns: runs },
    );
  });
});
