import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { encodeJpeg } from "../../../src/messages/index.js";
import { cameraInfoMessage } from "../../messages/image-messages.js";
import { imageOffer } from "./example.js";
import type { Offer } from "./peer.js";
import { picture, rawOffer, wallNow } from "./pictures.js";
import { pause, until, whyNoRos } from "./processes.js";
import {
  camera,
  diagnosticsOffer,
  newest,
  plugIn,
  scene,
  showUntil,
  status,
  valueIn,
} from "./scene.js";

const rewards = "/spatial_reward/reward";
const facts = "/spatial_reward/facts";
const factOffer: Offer = { type: "spatial_reward/msg/SpatialFactArray", depth: 100 };

describe.skipIf(whyNoRos())("a camera", () => {
  it.each(["best_effort", "reliable"] as const)(
    "is heard when its driver publishes %s, and gets a row with the image's stamp and frame",
    async (reliability) => {
      const { peer } = await scene();
      await plugIn(peer, camera, { ...rawOffer, reliability });
      const stamp = wallNow();
      peer.publish(camera, picture({ stamp }));
      const row = await until("a reward", () => newest(peer));
      expect(row.header).toEqual({
        stamp: { sec: Number(stamp / 10n ** 9n), nanosec: Number(stamp % 10n ** 9n) },
        frame_id: "camera_optical",
      });
      expect(row.reward === "nan" || typeof row.reward === "number").toBe(true);
      expect(Number(row.latency)).toBeGreaterThan(0);
    },
  );

  it("that restarts is heard again", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    await showUntil(peer, "a reward", () => newest(peer));
    peer.unadvertise(camera);
    await pause(0.5);
    const before = peer.messages(rewards).length;
    await plugIn(peer);
    await showUntil(peer, "another reward", () => peer.messages(rewards).length > before);
  });

  it.each([
    ["compressed, under its own name", camera, imageOffer],
    ["compressed, under the other topic", `${camera}/compressed`, imageOffer],
  ])("that comes back %s is found within two seconds", async (_, topic, offer) => {
    const grey = { r: 128, g: 128, b: 128 };
    const size = { width: 64, height: 48, channels: 3, background: grey } as const;
    const jpeg = await sharp({ create: size }).jpeg().toBuffer();
    const { peer } = await scene();
    await plugIn(peer);
    await showUntil(peer, "a reward", () => newest(peer));
    peer.unadvertise(camera);
    await pause(1);
    peer.advertise(topic, offer);
    const start = Date.now();
    await until("a subscription", async () => (await peer.subscribers(topic)) > 0);
    expect(Date.now() - start).toBeLessThan(2000);
    const before = peer.messages(rewards).length;
    await until("another reward", () => {
      peer.publish(topic, encodeJpeg(wallNow(), "camera_optical", jpeg));
      return peer.messages(rewards).length > before;
    });
  });

  it("whose CameraInfo comes a little after its first image is seen through it", async () => {
    const { peer } = await scene({ parameters: { camera_info_wait: 5 } });
    await plugIn(peer);
    peer.publish(camera, picture({ stamp: wallNow() }));
    await pause(0.3);
    expect(newest(peer)).toBeUndefined();
    const lens = "/camera/camera_info";
    await plugIn(peer, lens, { type: "sensor_msgs/msg/CameraInfo", reliability: "best_effort" });
    const k = [60, 0, 32, 0, 60, 24, 0, 0, 1];
    const row = await until("a reward", () => {
      peer.publish(lens, cameraInfoMessage({ k, size: [64, 48] }));
      return newest(peer);
    });
    expect(row.lens_assumed).toBe(false);
  });

  it("without a CameraInfo gets its first row half a second later, and it says that the lens is assumed", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    peer.publish(camera, picture({ stamp: wallNow() }));
    const row = await until("a reward", () => newest(peer));
    expect(row.lens_assumed).toBe(true);
    expect(Number(row.latency)).toBeGreaterThan(0.5);
  });

  it("beside the first adds facts, and rewards stay with the first", async () => {
    const { peer } = await scene({ parameters: { cameras: [camera, "/side/image_raw"] } });
    peer.subscribe(facts, factOffer);
    await plugIn(peer);
    await plugIn(peer, "/side/image_raw");
    for (let shots = 0; shots < 10; shots++) {
      peer.publish("/side/image_raw", picture({ stamp: wallNow() }));
      await pause(0.05);
    }
    expect([...peer.messages(rewards), ...peer.messages(facts)]).toEqual([]);
    peer.publish(camera, picture({ stamp: wallNow() }));
    await showUntil(peer, "a reward", () => newest(peer), "/side/image_raw");
    expect(newest(peer, facts)?.header).toEqual(newest(peer)?.header);
  });

  it("may be remapped, and the node put into a namespace", async () => {
    const topic = "/robot/spatial_reward/reward";
    const { peer } = await scene({ remap: { [camera]: "/arm/rgb", __ns: "/robot" } }, topic);
    await plugIn(peer, "/arm/rgb");
    await showUntil(peer, "a reward", () => newest(peer, topic), "/arm/rgb");
  });

  it("whose messages are broken gets invalid rows that say why, and the node stays", async () => {
    const { peer, node } = await scene();
    await plugIn(peer);
    const start = wallNow();
    const bytes = new Uint8Array(3);
    const broken = [
      { width: 0, height: 0 },
      { data: bytes },
      { width: 4_000_000_000, height: 4_000_000_000, step: 1, data: bytes },
      { encoding: "infrared12" },
    ].map((wrong, at) => picture({ ...wrong, stamp: start + BigInt(at) }));
    for (const [at, message] of broken.entries()) {
      peer.publish(camera, message);
      await until(`row ${at}`, () => peer.messages(rewards).length > at);
      expect(newest(peer)).toMatchObject({ valid: false, reward: "nan" });
    }
    const reasons = peer.messages(rewards).map(({ invalid_reason }) => invalid_reason);
    expect(reasons).toEqual([
      expect.stringContaining("0×0"),
      expect.stringContaining("needs 9216 bytes; got 3"),
      expect.stringContaining("at most 100000000 are read"),
      expect.stringContaining('got "infrared12"'),
    ]);
    // Without a stamp there is no row: these are only counted.
    peer.publish(camera, picture({ stamp: start, nanosec: 4_000_000_000 }));
    peer.publish(camera, new Uint8Array([0, 1, 0, 0, 1, 2, 3]));
    const before = peer.messages(rewards).length;
    await showUntil(peer, "a row after them", () => peer.messages(rewards).length > before);
    expect(node.child.exitCode).toBeNull();
  });
});

describe.skipIf(whyNoRos())("diagnostics", () => {
  it("say why no frame arrives: nobody publishes, the wrong type, a QoS that does not fit", async () => {
    const { peer } = await scene({
      parameters: {
        stale_after: 0.5,
        transport: "raw",
        [`qos_overrides.${camera}.subscription.reliability`]: "reliable",
      },
    });
    peer.subscribe("/diagnostics", diagnosticsOffer);
    const said = (words: string) =>
      until(words, () => String(status(peer, camera)?.message).includes(words));
    await said(`no publisher on ${camera}`);
    peer.advertise(camera, imageOffer);
    await said("subscribed as sensor_msgs/msg/Image, sensor_msgs/msg/CompressedImage is published");
    peer.advertise(camera, rawOffer);
    await said("this node asks for reliable, but it offers best_effort (/peer)");
  });

  it("tell rate, latency and drops", async () => {
    const { peer } = await scene();
    peer.subscribe("/diagnostics", diagnosticsOffer);
    await plugIn(peer);
    await showUntil(peer, "readings", () => Number(valueIn(status(peer, camera), "answered")) > 20);
    const found = status(peer, camera);
    expect(Number(valueIn(found, "frame rate [Hz]"))).toBeGreaterThan(1);
    expect(Number(valueIn(found, "latency p99 [ms]"))).toBeGreaterThan(0);
    const [received, answered, dropped, waiting] = [
      "received",
      "answered",
      "dropped",
      "frames in the node",
    ].map((key) => Number(valueIn(found, key)));
    expect(received).toBe((answered ?? 0) + (dropped ?? 0) + (waiting ?? 0));
  });
});

describe.skipIf(whyNoRos())("diagnostics of a camera", () => {
  it("warn when its images are unlike those that the model has learnt from: red ones, here", async () => {
    const { peer } = await scene();
    peer.subscribe("/diagnostics", diagnosticsOffer);
    await plugIn(peer);
    const warned = () => String(status(peer, camera)?.message).includes("look unlike the images");
    const red = Uint8Array.from({ length: 3 * 64 * 48 }, (_, at) => (at % 3 === 0 ? 255 : 0));
    await until("the warning", () => {
      peer.publish(camera, picture({ stamp: wallNow(), data: red }));
      return warned();
    });
    expect(Number(valueIn(status(peer, camera), "novelty"))).toBeGreaterThan(1);
  });

  it("tell where its lens is known from, and that a CameraInfo is of other images", async () => {
    const { peer } = await scene();
    const lens = "/camera/camera_info";
    peer.subscribe("/diagnostics", diagnosticsOffer);
    await plugIn(peer);
    await plugIn(peer, lens, { type: "sensor_msgs/msg/CameraInfo", reliability: "best_effort" });
    const told = (what: string, size: readonly [number, number], look: () => boolean) =>
      showUntil(peer, what, () => {
        const k = [500, 0, size[0] / 2, 0, 500, size[1] / 2, 0, 0, 1];
        peer.publish(lens, cameraInfoMessage({ k, size }));
        return look();
      });
    const source = (name: string) => valueIn(status(peer, camera), "lens") === name;
    await told("an assumed lens", [640, 360], () => source("assumed"));
    expect(status(peer, camera)?.message).toContain(
      "image.calibration: CameraInfo is of images of 640×360",
    );
    await told("a scaled lens", [640, 480], () => source("camera_info"));
  });
});

describe.skipIf(whyNoRos())("what is seen", () => {
  it("is drawn for those who look: markers, and a picture", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    peer.subscribe("/spatial_reward/markers", { type: "visualization_msgs/msg/MarkerArray" });
    const annotated = "/spatial_reward/annotated/compressed";
    peer.subscribe(annotated, imageOffer);
    await showUntil(peer, "markers", () => newest(peer, "/spatial_reward/markers"));
    const image = await showUntil(peer, "a picture", () => newest(peer, annotated));
    expect(image.format).toBe("jpeg");
  });

  it("as success is latched: a late listener hears it", async () => {
    const { peer } = await scene();
    await plugIn(peer);
    await showUntil(peer, "a reward", () => newest(peer));
    peer.subscribe("/spatial_reward/success", {
      type: "std_msgs/msg/Bool",
      durability: "transient_local",
    });
    const heard = await until("success", () => newest(peer, "/spatial_reward/success"));
    expect(heard).toEqual({ data: false });
  });
});
