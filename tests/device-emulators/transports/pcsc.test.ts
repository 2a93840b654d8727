import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { openPcscReader } from "../../../device-emulators/transports/pcsc.ts";
import { PCSC_CODE } from "../../../device-emulators/transports/pcsc-calls.ts";
import { createFakePcsc, type FakeToken, settle } from "../../kit/fake-pcsc.ts";
import { createHandClock } from "../../kit/hand-clock.ts";

const NAME = "ACS ACR122U PICC 00 00";
const SELECT = fromHex("00A4040000");
const LONG_MS = 1_000;

const token = (atr: string, answer: FakeToken["answer"] = () => fromHex("9000")): FakeToken => ({
  atr: fromHex(atr),
  answer,
});

/** A reader with nothing in it, and what it tells. */
async function open(wanted = NAME) {
  const pcsc = createFakePcsc();
  pcsc.slots.set(NAME, undefined);
  const clock = createHandClock();
  const told: string[] = [];
  const reader = await openPcscReader(
    { name: wanted, clock, establish: pcsc.establish },
    {
      tokenPresent: (atr) => told.push(`token ${toHex(atr)}`),
      tokenGone: () => told.push("gone"),
      readerGone: (why) => told.push(`reader gone: ${why}`),
      readerBack: () => told.push("reader back"),
    },
  );
  /** Everything that is told until the reader has been looked at again. */
  const look = async (): Promise<string[]> => {
    clock.pass(LONG_MS);
    await settle();
    return told.splice(0);
  };
  return { pcsc, reader, clock, told, look };
}

describe("a reader", () => {
  test.each([NAME, "ACR122U", "PICC 00"])("is found as %s", async (wanted) => {
    expect((await open(wanted)).reader.name).toBe(NAME);
  });

  test("that is not there is said with those that are", async () => {
    await expect(open("Omnikey")).rejects.toMatchObject({
      code: "device-unavailable",
      message: "no readers fit Omnikey",
      hint: `the readers are: ${NAME}`,
    });
  });

  test("must be meant alone; the whole name always is", async () => {
    const pcsc = createFakePcsc();
    for (const name of ["Reader 00 00", "Reader 00 00 1", "Other"]) pcsc.slots.set(name, undefined);
    const opening = (name: string) => {
      const end = {} as Parameters<typeof openPcscReader>[1];
      return openPcscReader({ name, clock: createHandClock(), establish: pcsc.establish }, end);
    };
    await expect(opening("Reader")).rejects.toMatchObject({ message: "2 readers fit Reader" });
    expect((await opening("Reader 00 00")).name).toBe("Reader 00 00");
    pcsc.slots.clear();
    await expect(opening("Reader")).rejects.toMatchObject({
      hint: expect.stringContaining("no reader is plugged in"),
    });
    pcsc.running = false;
    await expect(opening("Reader")).rejects.toMatchObject({
      message: "card readers (PC/SC): its service does not run",
      hint: "start it: pcscd on Linux, SCardSvr on Windows",
    });
  });

  test("tells a token once, and that it is gone once", async () => {
    const { pcsc, told, look } = await open();
    expect(told).toEqual([]);
    expect(await look()).toEqual([]);
    pcsc.put(NAME, token("3B00"));
    expect(await look()).toEqual(["token 3B00"]);
    expect(await look()).toEqual([]);
    pcsc.put(NAME, undefined);
    expect(await look()).toEqual(["gone"]);
    expect(await look()).toEqual([]);
  });

  test("doubts a token that is there and not counted, until it looks again", async () => {
    const { pcsc, look } = await open();
    await look();
    pcsc.slots.set(NAME, token("3B00"));
    expect(await look()).toEqual([]);
    expect(await look()).toEqual(["token 3B00"]);
    expect(await look()).toEqual([]);
    pcsc.slots.set(NAME, undefined);
    expect(await look()).toEqual(["gone"]);
    pcsc.slots.set(NAME, token("3B01"));
    expect(await look()).toEqual([]);
    pcsc.put(NAME, token("3B01"));
    expect(await look()).toEqual(["token 3B01"]);
  });

  test("sees a token that was swapped for one of the same kind between two looks", async () => {
    const { pcsc, look } = await open();
    pcsc.put(NAME, token("3B00"));
    await look();
    pcsc.put(NAME, undefined);
    pcsc.put(NAME, token("3B00"));
    expect(await look()).toEqual(["gone", "token 3B00"]);
  });

  test("that is unplugged takes its token with it, and comes back by itself", async () => {
    const { pcsc, look } = await open();
    pcsc.put(NAME, token("3B00"));
    await look();
    pcsc.slots.delete(NAME);
    expect(await look()).toEqual(["gone", "reader gone: the reader is unplugged"]);
    expect(await look()).toEqual([]);
    pcsc.put(NAME, token("3B01"));
    expect(await look()).toEqual(["reader back", "token 3B01"]);
  });

  test("outlives its service", async () => {
    const { pcsc, look } = await open();
    pcsc.running = false;
    expect(await look()).toEqual(["reader gone: its service does not run"]);
    expect(await look()).toEqual([]);
    pcsc.running = true;
    expect(await look()).toEqual(["reader back"]);
  });
});

describe("a token", () => {
  test("gets power with the first command and keeps it until it is taken", async () => {
    const { pcsc, reader, look } = await open();
    pcsc.put(
      NAME,
      token("3B00", (command) => command),
    );
    await look();
    expect(pcsc.done).toEqual([]);
    const answers = await Promise.all([reader.transmit(SELECT), reader.transmit(fromHex("00"))]);
    expect(answers).toEqual([
      { ok: true, value: SELECT },
      { ok: true, value: fromHex("00") },
    ]);
    await reader.powerOff();
    await reader.powerOff();
    await reader.transmit(SELECT);
    const used = ["connect", "00A4040000", "00", "power-off", "connect", "00A4040000"];
    expect(pcsc.done).toEqual(used);
    await reader.close();
    expect(pcsc.done).toEqual([...used, "power-off", "release"]);
    expect(await look()).toEqual([]);
  });

  test.each([
    [PCSC_CODE.inUse, "in-use"],
    [PCSC_CODE.noToken, "gone"],
    [0x8010_0066, "mute"],
  ] as const)("that cannot be had (%i) is %s", async (code, silence) => {
    const { pcsc, reader, look } = await open();
    pcsc.put(NAME, token("3B00"));
    await look();
    pcsc.refusal = code;
    expect(await reader.transmit(SELECT)).toEqual({ ok: false, error: silence });
  });

  test("that does not answer is let go, and has power again with the next command", async () => {
    const { pcsc, reader, look } = await open();
    pcsc.put(
      NAME,
      token("3B00", ({ length }) => (length === 1 ? 0x8010_0016 : fromHex("9000"))),
    );
    await look();
    expect(await reader.transmit(fromHex("00"))).toEqual({ ok: false, error: "mute" });
    expect(await reader.transmit(SELECT)).toMatchObject({ ok: true });
    expect(pcsc.done).toEqual(["connect", "00", "power-off", "connect", "00A4040000"]);
  });

  test("that was swapped is not asked as if it were the one before", async () => {
    const { pcsc, reader, look } = await open();
    pcsc.put(NAME, token("3B00"));
    await look();
    await reader.transmit(SELECT);
    pcsc.put(NAME, token("3B01"));
    expect(await reader.transmit(SELECT)).toEqual({ ok: false, error: "gone" });
    pcsc.slots.delete(NAME);
    await look();
    expect(await reader.transmit(SELECT)).toEqual({ ok: false, error: "gone" });
  });
});
