import { createCipheriv, createDecipheriv } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";
import { startDevice } from "../../../kit/device.ts";

/** As published: the master key of the pad, and a key that it is given under it. */
const MASTER = "0123456789ABCDEFFEDCBA9876543210";
const PIN_KEY = "6AC292FAA1315B4D858AB3A3D7D5933A";

/** A terminal that nobody here wrote: its own frames, its own check byte, its own cipher. */
async function openTerminal(port: number, check: (payload: readonly number[]) => number) {
  const socket = connect({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  let unread = Buffer.alloc(0);
  const next = async (): Promise<Buffer> => {
    for (;;) {
      const end = unread[0] === 0x02 ? unread.indexOf(0x03) + 2 : 1;
      if (unread.length >= end && end > 0 && unread.length > 0) {
        const piece = unread.subarray(0, end);
        unread = unread.subarray(end);
        return piece;
      }
      const [chunk] = await once(socket, "data");
      unread = Buffer.concat([unread, chunk]);
    }
  };
  const say = (text: string): void => {
    const payload = [...Buffer.from(text.replaceAll(";", "\x1c"), "latin1")];
    socket.write(Uint8Array.from([0x02, ...payload, 0x03, check(payload)]));
  };
  /** One answer: how it was acknowledged, its text, and whether its check byte is right. */
  const ask = async (text: string): Promise<string> => {
    say(text);
    const first = await next();
    if (first[0] !== 0x06) return first.toString("hex");
    const frame = await next();
    socket.write(Uint8Array.of(0x06));
    const payload = [...frame.subarray(1, -2)];
    expect(frame.at(-1)).toBe(check(payload));
    return frame.subarray(1, -2).toString("latin1").replaceAll("\x1c", ";");
  };
  return { ask };
}

const usual = (payload: readonly number[]): number => payload.reduce((sum, byte) => sum ^ byte, 3);

function tripleDes(key: string, hex: string, way: "to" | "from"): string {
  const bytes = Buffer.from(key + key.slice(0, 16), "hex");
  const cipher =
    way === "to"
      ? createCipheriv("des-ede3-ecb", bytes, null)
      : createDecipheriv("des-ede3-ecb", bytes, null);
  cipher.setAutoPadding(false);
  return (cipher.update(hex, "hex", "hex") + cipher.final("hex")).toUpperCase();
}

const wrapped = `${tripleDes(MASTER, PIN_KEY, "to")};${tripleDes(PIN_KEY, "0".repeat(16), "to").slice(0, 8)}`;

test("asks for a PIN, shows asterisks, and answers with a block that the key opens", async () => {
  const { port, events, hand } = await startDevice(["pinpad", "--tcp", "0"]);
  const { ask } = await openTerminal(port, usual);
  expect(await ask(`01K${wrapped}`)).toBe("01K00");
  const answer = ask("02P8640;234567890126;4;6;60000");
  await events("display");
  hand("keys 1357");
  hand("key enter");
  const [name, block = ""] = (await answer).split(";");
  expect(name).toBe("02P00");
  // Format 0: 04, the PIN and F, mixed with 0000 and the twelve digits.
  const clear = BigInt(`0x${tripleDes(PIN_KEY, block, "from")}`) ^ 0x0000234567890126n;
  expect(clear.toString(16).padStart(16, "0")).toBe("041357ffffffffff");
  const lines = (await events("display", 6)).map((event) => (event["lines"] as string[])[1]);
  expect(lines.slice(0, 5)).toEqual(["", "*", "**", "***", "****"].map((s) => `请输入密码: ${s}`));
});

test.each<[string, (payload: readonly number[]) => number]>([
  ["payload", (payload) => usual(payload) ^ 3],
  ["stx-etx", (payload) => usual(payload) ^ 2],
  ["stx-payload", (payload) => usual(payload) ^ 1],
])("takes the check byte over %s where it is told so", async (range, check) => {
  const words = ["pinpad", "--tcp", "0", "--lrc", range, "--lrc-seed", "7f"];
  const { port } = await startDevice(words);
  const right = await openTerminal(port, (payload) => check(payload) ^ 0x7f);
  expect(await right.ask("01C")).toBe("01C00");
  const wrong = await startDevice(["pinpad", "--tcp", "0"]);
  const other = await openTerminal(wrong.port, (payload) => check(payload) ^ 0x7f);
  expect(await other.ask("01C")).toBe("15");
});

test("tells nobody what was keyed, right or wrong", async () => {
  const { port, events, hand, notes } = await startDevice(["pinpad", "--tcp", "0"]);
  const { ask } = await openTerminal(port, usual);
  await ask(`01K${wrapped}`);
  const answer = ask("02P8640;234567890126;4;6;60000");
  await events("display");
  for (const line of ["keys 24a68", "key 2468", "keys 2468", "key cancel"]) hand(line);
  expect(await answer).toBe("02P10");
  await expect.poll(notes).toContain("hands cannot do that: keys\n");
  expect(notes() + JSON.stringify(await events("display", 6))).not.toMatch(/24a?68/);
});

test.each<[readonly string[], string, string]>([
  [["--master-key", MASTER], "--master-key names no test key", "counter, x9.24"],
  [["--lrc", "constructor"], "--lrc constructor is no range", "payload-etx, payload"],
  [["--lrc-seed", "7"], "--lrc-seed 7 is no byte", "two hexadecimal digits"],
  [["--seed", "-1"], "--seed", "npx tillyard device --help"],
])("device pinpad %j ends with status 2, a sentence and a remedy", async (words, said, remedy) => {
  const { status, out, err } = await tillyard(["device", "pinpad", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(said);
  expect(err).not.toContain(MASTER);
  expect(err.split("\n")[1]).toContain(remedy);
  expect([status, out]).toEqual([2, ""]);
});
