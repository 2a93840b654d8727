import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { findProgram, setUpPcscd, whyNoPcscd } from "../../../sim-server/bench/pcscd.ts";
import { PCSCD_TURN_MS_MAX } from "../../kit/pcscd.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** Starts a pcscd, says so, and never ends by itself. */
const STARTER = `
import { setUpPcscd } from "./sim-server/bench/pcscd.ts";
const pcscd = await setUpPcscd();
await pcscd.start();
console.log("up");
`;

afterEach(() => vi.unstubAllEnvs());

test("a program is found on the path, where it may be run", () => {
  const folder = temporaryFolder();
  vi.stubEnv("PATH", folder);
  const program = join(folder, "pcsc-none");
  writeFileSync(program, "#!/bin/sh\n", { mode: 0o644 });
  expect(findProgram("pcsc-none")).toBeUndefined();
  chmodSync(program, 0o755);
  expect(findProgram("pcsc-none")).toBe(program);
  expect(findProgram("pcsc-nowhere")).toBeUndefined();
});

test("why there can be none is a sentence with a remedy", async () => {
  const why = await whyNoPcscd();
  if (why === undefined) expect(findProgram("pcscd")).toBeDefined();
  else expect(why).toMatch(/apt-get install|root alone|stop it first|Linux alone/);
});

const unable = await whyNoPcscd();

test.skipIf(unable !== undefined)(
  `one that outlived its starter gives way${unable ? ` (${unable})` : ""}`,
  async () => {
    const starter = spawn(process.execPath, ["--input-type=module", "-e", STARTER], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(starter.stdout, "data");
    starter.kill("SIGKILL");
    await once(starter, "exit");
    const next = await setUpPcscd();
    await next.start();
    await next.remove();
  },
  PCSCD_TURN_MS_MAX,
);

describe.skipIf(process.platform !== "linux")("the machine's one pcscd (Linux)", () => {
  test(
    "is had by one after another",
    async () => {
      const first = await setUpPcscd();
      const order: string[] = [];
      const second = setUpPcscd().then((pcscd) => {
        order.push("second");
        return pcscd;
      });
      const third = setUpPcscd().then((pcscd) => {
        order.push("third");
        return pcscd;
      });
      order.push("first goes");
      await first.remove();
      const next = await Promise.race([second, third]);
      expect(order).toHaveLength(2);
      await next.remove();
      await Promise.all([second, third]);
      expect([order[0], order.length]).toEqual(["first goes", 3]);
      await (next === (await second) ? await third : await second).remove();
    },
    PCSCD_TURN_MS_MAX,
  );
});
