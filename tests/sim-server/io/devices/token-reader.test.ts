import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { openPcscReader } from "../../../../device-emulators/transports/pcsc.ts";
import { PCSC_CODE } from "../../../../device-emulators/transports/pcsc-calls.ts";
import { openTokenReader, type TokenNews } from "../../../../sim-server/io/devices/token-reader.ts";
import { createFakePcsc, type FakeToken, settle } from "../../../kit/fake-pcsc.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";

const NAME = "Reader 00 00";
const GET_UID = "FFCA000000";
const LONG_MS = 1_000;

async function open() {
  const pcsc = createFakePcsc();
  pcsc.slots.set(NAME, undefined);
  const clock = createHandClock();
  const news: TokenNews[] = [];
  await openTokenReader({
    ...{ name: NAME, clock, tell: (one) => news.push(one) },
    open: (options, end) => openPcscReader({ ...options, establish: pcsc.establish }, end),
  });
  const look = async (): Promise<TokenNews[]> => {
    clock.pass(LONG_MS);
    await settle();
    return news.splice(0);
  };
  return { pcsc, look };
}

const blank = (uid: string): FakeToken => ({
  atr: fromHex("3B0211A5"),
  answer: (command) => fromHex(toHex(command) === GET_UID ? `${uid}9000` : "6A82"),
});

/** Answers every name as if it were its own. */
const bankCard: FakeToken = { atr: fromHex("3B6500002063CB6800"), answer: () => fromHex("9000") };

test("a training token is told by its number and has no power any more", async () => {
  const { pcsc, look } = await open();
  pcsc.put(NAME, blank("04A1B2C3"));
  const token = { kind: "uid", hex: "04A1B2C3" };
  expect(await look()).toEqual([{ event: "token", token }]);
  expect(pcsc.done.at(-1)).toBe("power-off");
  expect(pcsc.done.filter((one) => one === "connect")).toHaveLength(1);
  pcsc.put(NAME, undefined);
  expect(await look()).toEqual([{ event: "token-gone" }]);
});

test("of a real card nothing is told but that one was refused, after its power is off", async () => {
  const { pcsc, look } = await open();
  pcsc.put(NAME, bankCard);
  expect(await look()).toEqual([{ event: "refused", why: "real-card" }]);
  const probe = "00A404000E315041592E5359532E444446303100";
  expect(pcsc.done).toEqual(["connect", probe, "power-off"]);
  expect(await look()).toEqual([]);
});

test("a token that another program has is told as such, and asked for nothing", async () => {
  const { pcsc, look } = await open();
  pcsc.refusal = PCSC_CODE.inUse;
  pcsc.put(NAME, blank("04A1B2C3"));
  expect(await look()).toEqual([{ event: "in-use" }]);
  expect(pcsc.done).toEqual([]);
});

test("what a token still says after it was swapped counts for nobody", async () => {
  const { pcsc, look } = await open();
  const swapped: FakeToken = {
    ...blank("04A1B2C3"),
    answer: (command) => {
      pcsc.put(NAME, blank("04FFFFFF"));
      return blank("04A1B2C3").answer(command);
    },
  };
  pcsc.put(NAME, swapped);
  await look();
  const token = { kind: "uid", hex: "04FFFFFF" };
  expect((await look()).at(-1)).toEqual({ event: "token", token });
});

test("a mute token is of no use, and the reader's own comings and goings are told", async () => {
  const { pcsc, look } = await open();
  pcsc.put(NAME, { atr: new Uint8Array(0), answer: () => 0x8010_0016 });
  expect(await look()).toEqual([{ event: "refused", why: "unreadable" }]);
  pcsc.slots.delete(NAME);
  expect(await look()).toEqual([
    { event: "token-gone" },
    { event: "reader-gone", why: "the reader is unplugged" },
  ]);
  pcsc.slots.set(NAME, undefined);
  expect(await look()).toEqual([{ event: "reader-back" }]);
});
