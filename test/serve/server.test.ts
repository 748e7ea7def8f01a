import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { SpatialRewardError } from "../../src/core/index.js";
import { type ServeOptions, type Server, serve } from "../../src/serve/index.js";
import { identity, look, picture, question, task } from "./asking.js";

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close(100);
});

const start = async (options: Partial<ServeOptions> = {}): Promise<Server> => {
  const server = await serve({
    identity,
    look,
    taskOf: () => task,
    rate: 5,
    host: "127.0.0.1",
    port: 0,
    mostBody: 1e6,
    mostWaiting: 4,
    ...options,
  });
  open.push(server);
  return server;
};

const post = async (server: Server, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

const ask = async (server: Server, ...items: readonly unknown[]) =>
  post(server, { ...identity, items });

const scored = z.object({ results: z.array(z.object({ score: z.number() })) });
const scoresOf = (body: unknown): number[] => scored.parse(body).results.map(({ score }) => score);

const refused = (code: string) => ({ error: { code, message: expect.any(String) } });

describe("a value", () => {
  it("is the potential of a film's last frame, with the identity echoed", async () => {
    const asked = await question([60, 50, 40]);
    const { status, body } = await ask(await start(), asked);
    expect(status).toBe(200);
    const { request_id, op } = asked;
    expect(body).toEqual({ ...identity, results: [{ request_id, op, score: expect.any(Number) }] });
    const [score] = scoresOf(body);
    expect(score).toBeGreaterThan(0.5);
    expect(score).toBeLessThan(0.65);
  });

  it("has no payment in it: a film that succeeds is worth its potential", async () => {
    const { body } = await ask(await start(), await question([2, 0, 0, 0, 0]));
    const [score] = scoresOf(body);
    expect(score).toBeGreaterThan(0.9);
    expect(score).toBeLessThanOrEqual(1);
  });

  it("is held where the last frame says nothing, and refused where none does", async () => {
    const server = await start();
    const [held, whole] = [await question([40, 255]), await question([40])];
    const { body } = await ask(server, held, whole);
    const [heldOn, alone] = scoresOf(body);
    expect(heldOn).toBeCloseTo(alone ?? Number.NaN, 9);
    expect(await ask(server, await question([255, 255]))).toEqual({
      status: 422,
      body: refused("serve.unvalued"),
    });
  });

  it("is what is wished where no frame has one, if anything is wished", async () => {
    const { body } = await ask(await start({ unvalued: 0 }), await question([255]));
    expect(scoresOf(body)).toEqual([0]);
  });

  it("compares by the second film less the first", async () => {
    const server = await start();
    const [both, first, second] = [
      await question([60], [20]),
      await question([60]),
      await question([20]),
    ];
    const { body } = await ask(server, both, first, second);
    const [difference = 0, a = 0, b = 0] = scoresOf(body);
    expect(difference).toBeCloseTo(b - a, 12);
    expect(difference).toBeCloseTo(0.4, 9);
  });
});

describe("a request id", () => {
  it("is answered again as before, without asking the model, and refused with other pictures", async () => {
    let looks = 0;
    const server = await start({
      look: (...given) => {
        looks++;
        return look(...given);
      },
    });
    const asked = await question([50]);
    const first = await ask(server, asked);
    expect(await ask(server, asked)).toEqual(first);
    expect(looks).toBe(1);
    const other = { ...(await question([60])), request_id: asked.request_id };
    expect(await ask(server, other)).toEqual({ status: 409, body: refused("serve.conflict") });
  });
});

describe("a request", () => {
  it("may bring its pictures as files beside the JSON", async () => {
    const server = await start();
    const asked = { ...(await question([50])), contexts: [{ frames: [{ front: "@near" }] }] };
    const form = new FormData();
    form.set("request", JSON.stringify({ items: [asked] }));
    form.set("near", new Blob([new Uint8Array(await picture(50))]), "near.png");
    const response = await fetch(server.url, { method: "POST", body: form });
    const plain = await ask(server, await question([50]));
    expect(scoresOf(await response.json())).toEqual(scoresOf(plain.body));
    form.delete("near");
    const missing = await fetch(server.url, { method: "POST", body: form });
    expect([missing.status, await missing.json()]).toEqual([400, refused("serve.request")]);
  });

  it("for another model is refused", async () => {
    const request = { ...identity, model_id: "robometer", items: [await question([50])] };
    expect(await post(await start(), request)).toMatchObject({
      status: 400,
      body: { error: { message: 'model_id: this server is "fake"; got "robometer"' } },
    });
  });

  it.each([
    ["no JSON", "{"],
    ["no items", { ...identity, items: [] }],
    ["unknown fields", { ...identity, items: [], gold: 1 }],
  ])("with %s is refused", async (_, body) => {
    expect(await post(await start(), body)).toEqual({
      status: 400,
      body: refused("serve.request"),
    });
  });

  it("with what is no picture, or no base64, is refused", async () => {
    const server = await start();
    const asked = await question([50]);
    for (const front of ["data:image/png;base64,AAAA", "AAA", "not base64!"]) {
      const wrong = { ...asked, contexts: [{ frames: [{ front }] }] };
      expect(await ask(server, wrong)).toEqual({ status: 400, body: refused("serve.request") });
    }
  });

  it("larger than is allowed is told so, though it is still being sent", async () => {
    const server = await start({ mostBody: 1000 });
    const large = { ...identity, items: [], padding: "x".repeat(3e6) };
    expect(await post(server, large)).toEqual({ status: 413, body: refused("serve.size") });
  });

  it("needs the token where there is one", async () => {
    const server = await start({ token: "secret" });
    const request = { ...identity, items: [await question([50])] };
    const without = await post(server, request);
    const wrong = await post(server, request, { authorization: "Bearer secre" });
    const right = await post(server, request, { authorization: "Bearer secret" });
    expect([without.status, wrong.status, right.status]).toEqual([401, 401, 200]);
  });

  it.each([{ origin: "https://elsewhere.example" }, { host: "rebound.example:8790" }])(
    "of a web page is refused where there is no token: %j",
    async (headers) => {
      const body = JSON.stringify({ ...identity, items: [await question([50])] });
      const statusAt = async (server: Server, more: Record<string, string> = {}) =>
        new Promise((answered, failed) => {
          // fetch does not let us say who asks.
          const sent = { "content-type": "application/json", ...headers, ...more };
          request(server.url, { method: "POST", headers: sent }, (response) => {
            response.resume().on("end", () => answered(response.statusCode));
          })
            .on("error", failed)
            .end(body);
        });
      expect(await statusAt(await start())).toBe(401);
      const withToken = await start({ token: "secret" });
      expect(await statusAt(withToken, { authorization: "Bearer secret" })).toBe(200);
    },
  );

  it("to another path, or by another method, is refused", async () => {
    const { url } = await start();
    expect((await fetch(`${url}score`, { method: "POST" })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
  });

  it("that fails in the model may be sent again", async () => {
    let broken = true;
    const server = await start({
      look: (...given) => {
        if (broken) throw new SpatialRewardError("model.failed", "out of memory");
        return look(...given);
      },
    });
    const asked = await question([50]);
    expect(await ask(server, asked)).toEqual({ status: 500, body: refused("model.failed") });
    broken = false;
    expect((await ask(server, asked)).status).toBe(200);
  });
});

describe("a server", () => {
  /** A model that answers when it is let go. */
  const held = () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: ServeOptions["look"] = async (...given) => {
      await gate;
      return look(...given);
    };
    return { slow, release };
  };

  const waitingAt = async ({ url }: Server): Promise<number> =>
    z.object({ waiting: z.number() }).parse(await (await fetch(`${url}health`)).json()).waiting;

  it("tells who it is", async () => {
    const { url } = await start();
    const response = await fetch(`${url}health`);
    expect(await response.json()).toMatchObject({
      ...identity,
      status: "ok",
      capabilities: ["value", "compare"],
      waiting: 0,
    });
  });

  it("answers one after another, and tells those to come again for whom there is no room", async () => {
    const { slow, release } = held();
    const server = await start({ look: slow, mostWaiting: 1 });
    const [a, b] = [ask(server, await question([50])), ask(server, await question([60]))];
    await expect.poll(() => waitingAt(server)).toBe(1);
    const third = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ items: [await question([70])] }),
    });
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "1"]);
    release();
    expect([(await a).status, (await b).status]).toEqual([200, 200]);
  });

  it("ends when what is at work is done", async () => {
    const { slow, release } = held();
    const server = await start({ look: slow });
    let began = false;
    const asked = ask(server, await question([50])).finally(() => {
      began = true;
    });
    await expect.poll(async () => server.served().requests).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = open.splice(0)[0]?.close(5000);
    release();
    expect((await asked).status).toBe(200);
    await closed;
    expect(began).toBe(true);
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it("does not wait longer than its grace for a model that never answers", async () => {
    const { slow } = held();
    const server = await start({ look: slow });
    const asked = ask(server, await question([50])).catch(() => "cut off");
    await expect.poll(async () => server.served().requests).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await open.splice(0)[0]?.close(50);
    expect(await asked).toBe("cut off");
  });

  it("refuses what still waits when its time is over, so that it can be asked elsewhere", async () => {
    const { slow, release } = held();
    const server = await start({ look: slow });
    const first = ask(server, await question([50]));
    await expect.poll(async () => server.served().requests).toBe(1);
    const second = ask(server, await question([60]));
    await expect.poll(() => waitingAt(server)).toBe(1);
    const closed = open.splice(0)[0]?.close(200);
    setTimeout(release, 300);
    expect([(await first).status, (await second).status]).toEqual([200, 503]);
    await closed;
  });

  it("holds no more bodies than it has room for, though they are still being sent", async () => {
    const server = await start({ mostWaiting: 1 });
    const endless = () =>
      fetch(server.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([123])) }),
        duplex: "half",
      }).catch(() => undefined);
    const unfinished = [endless(), endless()];
    await expect.poll(() => waitingAt(server)).toBe(1);
    expect((await ask(server, await question([50]))).status).toBe(429);
    await open.splice(0)[0]?.close(50);
    await Promise.all(unfinished);
  });

  it("says that a port is taken", async () => {
    const { url } = await start();
    await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: "serve.port",
    });
  });
});
