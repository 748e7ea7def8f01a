import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { type SchemaVersion, writeDatabase } from "./databases.js";
import { temporary } from "./folders.js";
import { allOf, conversation, definitionOf, inHex, start } from "./recordings.js";

const messages = conversation(50);

describe("a SQLite recording", () => {
  it.each<SchemaVersion>([1, 2, 3, 4])("of schema version %i is read", async (schema) => {
    const bag = await openBag(
      await writeDatabase(join(temporary(), "a.db3"), messages, { schema }),
    );
    expect(bag.format).toBe("sqlite3");
    expect(await allOf(bag)).toEqual(inHex(messages));
    expect(bag.topics[0]).toEqual({
      name: "/camera",
      type: "sensor_msgs/msg/Image",
      messageEncoding: "cdr",
      schemaEncoding: schema === 4 ? "ros2msg" : "",
      definition: schema === 4 ? definitionOf("/camera") : "",
      count: 25,
      ...(schema >= 2 ? { offeredQos: "- history: 1\n  depth: 5" } : {}),
      ...(schema >= 4 ? { typeHash: "RIHS01_0" } : {}),
    });
    expect([bag.start, bag.end]).toEqual([start, start + 490_000_000n]);
    await bag.close();
  });

  it("reads only the topics asked for", async () => {
    const bag = await openBag(await writeDatabase(join(temporary(), "a.db3"), messages));
    expect(await allOf(bag, ["/joints"])).toEqual(
      inHex(messages.filter(({ topic }) => topic === "/joints")),
    );
    expect(await allOf(bag, ["/nowhere"])).toEqual([]);
    await bag.close();
  });

  it("whose messages are packed one by one (compression_mode: message) is unpacked", async () => {
    const bag = await openBag(
      await writeDatabase(join(temporary(), "a.db3"), messages, { packed: true }),
    );
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });

  it("comes in log-time order without an index by time", async () => {
    const reversed = [...messages].reverse();
    const bag = await openBag(
      await writeDatabase(join(temporary(), "a.db3"), reversed, { timeIndex: false }),
    );
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });

  it("leaves nothing beside the file, neither while it is read nor after", async () => {
    const folder = temporary();
    const path = await writeDatabase(join(folder, "a.db3"), messages);
    const before = statSync(path).mtimeMs;
    const bag = await openBag(path);
    await allOf(bag);
    expect(readdirSync(folder)).toEqual(["a.db3"]);
    await bag.close();
    expect(readdirSync(folder)).toEqual(["a.db3"]);
    expect(statSync(path).mtimeMs).toBe(before);
  });
});

const sqlite3 = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].find(existsSync);
const unless = sqlite3 ? "" : " (skipped: no sqlite3 program)";

/** A copy of the recording as a writer leaves it that is killed after `sql`. */
const killedAfter = async (sql: string): Promise<string> => {
  const folder = temporary();
  const path = await writeDatabase(join(folder, "a.db3"), messages);
  const copies = ["a.db3", "a.db3-wal", "a.db3-journal"]
    .map((name) => `cp -f ${name} b${name.slice(1)} 2>/dev/null`)
    .join("; ");
  const script = `${sql}\n.shell ${copies}; true\n`;
  execFileSync(sqlite3 ?? "", [path], {
    input: script,
    cwd: folder,
    stdio: ["pipe", "ignore", "pipe"],
  });
  return join(folder, "b.db3");
};

describe("a SQLite recording whose recorder was killed", () => {
  it.skipIf(!sqlite3)(`has the messages of its write-ahead log${unless}`, async () => {
    const path = await killedAfter(
      "PRAGMA wal_autocheckpoint=0; PRAGMA journal_mode=WAL; DELETE FROM messages WHERE id > 40;",
    );
    const [main, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    expect([main[18], log.length > 0]).toEqual([2, true]);
    const bag = await openBag(path);
    expect(await allOf(bag)).toEqual(inHex(messages.slice(0, 40)));
    await bag.close();
    expect(readFileSync(path).equals(main)).toBe(true);
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
  });

  it.skipIf(!sqlite3)(`is read in WAL mode without a log, too${unless}`, async () => {
    const path = await killedAfter("PRAGMA journal_mode=WAL;");
    const alone = join(temporary(), "alone.db3");
    copyFileSync(path, alone);
    const bag = await openBag(alone);
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });

  it.skipIf(!sqlite3)(
    `in a transaction is refused, and says what rolls it back${unless}`,
    async () => {
      const path = await killedAfter(
        "PRAGMA cache_size=1; BEGIN; UPDATE messages SET data = zeroblob(20000); DELETE FROM messages WHERE id < 9;",
      );
      expect(statSync(`${path}-journal`).size).toBeGreaterThan(0);
      await expect(openBag(path)).rejects.toMatchObject({
        code: "bag.unreadable",
        message: expect.stringContaining(`sqlite3 ${path} .tables`),
      });
      execFileSync(sqlite3 ?? "", [path, ".tables"]);
      const bag = await openBag(path);
      expect(await allOf(bag)).toEqual(inHex(messages));
      await bag.close();
    },
  );
});
