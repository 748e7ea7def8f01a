import { expect, it } from "vitest";
import { loadLibav } from "../../src/video/libav/load.js";

const thrower = (message: string, code?: string) => async (): Promise<unknown> => {
  throw Object.assign(new Error(message), code === undefined ? {} : { code });
};

it("says what to install where the package that decodes is not there", async () => {
  const absent = thrower("Cannot find package 'node-av'", "ERR_MODULE_NOT_FOUND");
  await expect(loadLibav(absent)).rejects.toMatchObject({
    code: "video.decoder",
    message: "video can't be decoded: node-av is not installed; npm install node-av",
  });
});

it("says why where it does not load", async () => {
  await expect(loadLibav(thrower("GLIBC_2.34 not found\nat …"))).rejects.toMatchObject({
    code: "video.decoder",
    message: "video can't be decoded: node-av does not load (GLIBC_2.34 not found)",
  });
});

it("refuses a version that lacks what is needed", async () => {
  await expect(loadLibav(async () => ({ Packet: class {} }))).rejects.toThrow("version of node-av");
});
