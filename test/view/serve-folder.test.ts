import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMeantFor } from "../../src/view/host.js";
import { type FolderServer, serveFolder } from "../../src/view/index.js";
import { writeLabelled } from "../label/write-labelled.js";

let outer: string;
let folder: string;
let server: FolderServer;

beforeAll(async () => {
  outer = await mkdtemp(join(tmpdir(), "view-"));
  folder = join(outer, "labelled");
  const pictures = join(folder, "pick", "pictures");
  await mkdir(pictures, { recursive: true });
  await writeLabelled(join(folder, "pick"), { frames: 4, labelled: 4 });
  await writeFile(join(folder, "pick", "report.html"), "<p>the report");
  await writeFile(join(pictures, "000000.jpg"), Buffer.from("0123456789"));
  await writeFile(join(folder, ".hidden"), "of nobody's concern");
  await writeFile(join(outer, "outside.txt"), "not to be read");
  await symlink(join(outer, "outside.txt"), join(folder, "link.txt"));
  await symlink(outer, join(folder, "up"));
  await symlink(join("pick", "report.html"), join(folder, "inner.html"));
  server = await serveFolder({ folder, address: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(outer, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** As it stands: fetch would tidy the path, and doesn't let us say for whom we ask. */
const ask = (
  path: string,
  {
    method = "GET",
    headers = {},
    at = server,
  }: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly at?: FolderServer;
  } = {},
): Promise<Answer> =>
  new Promise((answered, failed) => {
    const { hostname, port } = new URL(at.url);
    request({ hostname, port, path, method, headers }, async (response) => {
      let text = "";
      for await (const part of response) text += String(part);
      answered({ status: response.statusCode, headers: response.headers, text });
    })
      .on("error", failed)
      .end();
  });

describe("what label wrote, served to be looked at", () => {
  it("begins with the overview of many, made anew, and leads to each", async () => {
    const { status, headers, text } = await ask("/");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain('href="pick/report.html"');
    expect((await ask("/pick/report.html")).text).toBe("<p>the report");
  });

  it("begins with the report where there is one recording", async () => {
    const one = await serveFolder({ folder: join(folder, "pick"), address: "127.0.0.1", port: 0 });
    const { status, headers } = await ask("/", { at: one });
    await one.close();
    expect([status, headers.location]).toEqual([302, "/report.html"]);
  });

  it("gives a part of a file when a part is asked for", async () => {
    const path = "/pick/pictures/000000.jpg";
    const part = await ask(path, { headers: { range: "bytes=2-4" } });
    expect(part).toMatchObject({ status: 206, text: "234" });
    expect(part.headers["content-range"]).toBe("bytes 2-4/10");
    expect((await ask(path, { headers: { range: "bytes=20-" } })).status).toBe(416);
  });

  it("does not send again what has not changed", async () => {
    const path = "/pick/report.html";
    const { etag } = (await ask(path)).headers;
    const again = await ask(path, { headers: { "if-none-match": String(etag) } });
    expect(again).toMatchObject({ status: 304, text: "" });
  });

  it.each([
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/pick/../../outside.txt",
    "/pick/%2e%2e%2f%2e%2e%2foutside.txt",
    "/..\\outside.txt",
    "/pick/..%5c..%5coutside.txt",
    "//../outside.txt",
    "/link.txt",
    "/up/outside.txt",
    "/%75p/outside.txt",
    "/.hidden",
    "/%00",
    "/pick",
    "/%zz",
  ])("gives nothing for %s", async (path) => {
    const { status, text } = await ask(path);
    expect(status).toBeGreaterThanOrEqual(300);
    expect(text).not.toContain("not to be read");
    expect(text).not.toContain("of nobody's concern");
  });

  it("follows links that stay in the folder, wherever that itself lies", async () => {
    expect((await ask("/inner.html")).text).toBe("<p>the report");
    const linked = join(outer, "linked");
    await symlink(folder, linked);
    const there = await serveFolder({ folder: linked, address: "127.0.0.1", port: 0 });
    const { text } = await ask("/pick/report.html", { at: there });
    await there.close();
    expect(text).toBe("<p>the report");
  });

  it("is only to be read, and lets pages load nothing from elsewhere", async () => {
    expect((await ask("/", { method: "POST" })).status).toBe(405);
    expect((await ask("/", { method: "HEAD" })).text).toBe("");
    expect((await ask("/pick/report.html")).headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "x-content-type-options": "nosniff",
    });
  });

  it("answers this machine alone while it listens to it alone", async () => {
    const { status } = await ask("/", { headers: { host: "recordings.example:8123" } });
    expect(status).toBe(421);
    expect(
      ["localhost:1", "127.0.0.1:1", "[::1]:1", "LOCALHOST"].map((host) =>
        isMeantFor("127.0.0.1", host),
      ),
    ).toEqual([true, true, true, true]);
    expect(
      [undefined, "", "localhost.example", "127.0.0.1.example"].map((host) =>
        isMeantFor("::1", host),
      ),
    ).toEqual([false, false, false, false]);
    expect(isMeantFor("0.0.0.0", "robot.example")).toBe(true);
  });

  it("refuses a folder in which nothing is label's, and a port that is taken", async () => {
    const nothing = serveFolder({
      folder: join(folder, "pick", "pictures"),
      address: "127.0.0.1",
      port: 0,
    });
    await expect(nothing).rejects.toMatchObject({ code: "export.unlabelled" });
    const port = Number(new URL(server.url).port);
    const taken = serveFolder({ folder, address: "127.0.0.1", port });
    await expect(taken).rejects.toMatchObject({ code: "view.serve" });
  });
});
