import { describe, expect } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { itWithSample } from "./folders.js";
import { allOf } from "./recordings.js";

describe("recordings by others", () => {
  itWithSample(
    "188 messages of 94 types, in MCAP as in SQLite",
    "format_fixtures",
    async (folder) => {
      const [mcap, sqlite] = [
        await openBag(`${folder}/test_bag_mcap`),
        await openBag(`${folder}/test_bag_sqlite3`),
      ];
      const bytesOf = async (bag: typeof mcap) =>
        (await allOf(bag)).map(({ topic, data }) => `${topic} ${data}`).sort();
      const [one, other] = [await bytesOf(mcap), await bytesOf(sqlite)];
      expect(one).toHaveLength(188);
      expect(mcap.topics).toHaveLength(94);
      expect(one.map((line) => line.split(" ")[0])).toEqual(
        other.map((line) => line.split(" ")[0]),
      );
      expect(mcap.topics.every(({ schemaEncoding }) => schemaEncoding === "ros2msg")).toBe(true);
      await Promise.all([mcap.close(), sqlite.close()]);
    },
  );

  itWithSample(
    "rosbag2's database in WAL mode",
    "format_fixtures/rosbag2_talker_WAL_sqlite3",
    async (path) => {
      const bag = await openBag(path);
      expect(await allOf(bag)).toHaveLength(20);
      expect(bag.topics.map(({ name, count }) => [name, count])).toEqual([
        ["/rosout", 10],
        ["/parameter_events", 0],
        ["/topic", 10],
      ]);
      await bag.close();
    },
  );

  itWithSample(
    "rosbag2's recording split in five",
    "format_fixtures/rosbag2_wbag_split_mcap",
    async (path) => {
      const bag = await openBag(path);
      const times = (await allOf(bag)).map(({ logTime }) => logTime);
      expect(times).toHaveLength(6074);
      expect(times.every((time, i) => i === 0 || time >= (times[i - 1] ?? 0n))).toBe(true);
      await bag.close();
    },
  );

  itWithSample(
    "topics and service events",
    "format_fixtures/rosbag2_topics_and_services",
    async (path) => {
      for (const name of ["topics_and_services.db3", "topics_and_services.mcap"]) {
        const bag = await openBag(`${path}/${name}`);
        expect(await allOf(bag)).toHaveLength(13);
        expect(bag.topics.some(({ name: topic }) => topic.endsWith("/_service_event"))).toBe(true);
        await bag.close();
      }
      await expect(openBag(path)).rejects.toMatchObject({ code: "bag.not-a-bag" });
    },
  );

  itWithSample("a real robot's camera", "widowx_real", async (path) => {
    const bag = await openBag(path);
    expect(await allOf(bag)).toHaveLength(37);
    expect(bag).toMatchObject({ format: "mcap", truncated: false, rosDistro: "jazzy" });
    await bag.close();
  });

  itWithSample(
    "a ROS 1 bag in lz4",
    "ros1/realsense_d435_single_depth_color_640x480.bag",
    async (path) => {
      const bag = await openBag(path);
      expect(await allOf(bag)).toHaveLength(135);
      expect(bag.topics).toHaveLength(70);
      const images = bag.topics.filter(({ type }) => type === "sensor_msgs/Image");
      expect(images.map(({ count }) => count)).toEqual([2, 1]);
      await bag.close();
    },
  );
});
