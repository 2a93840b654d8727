import { createRequire } from "node:module";
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { startBank } from "../../sim-server/testing.ts";

/** npm `iso_8583`, which nobody here wrote. */
const Iso: new (
  fields?: object,
  formats?: object,
) => {
  getBufferMessage: () => Uint8Array | { error: string };
  getIsoJSON: (bytes: Buffer, config?: object) => Record<string, string>;
} = createRequire(import.meta.url)("iso_8583");

/** Its bitmaps as hexadecimal digits. */
const FORMATS = { 1: { ContentType: "an", Label: "bitmap", LenType: "fixed", MaxLen: 32 } };

const CARD = "6212345678901232";

/** Packs with the library, sends, and unpacks the answer with the library. */
async function ask(port: number, fields: Record<string, string>): Promise<Record<string, string>> {
  const packed = new Iso(fields, FORMATS).getBufferMessage();
  if ("error" in packed) throw new Error(packed.error);
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end(packed);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return new Iso({}, FORMATS).getIsoJSON(widen(Buffer.concat(chunks)), {
    bitmapEncoding: "utf8",
  });
}

/** The library reads two bitmaps always: an answer with one gets an empty second. */
function widen(frame: Buffer): Buffer {
  const bitmapEnd = 2 + 4 + 16;
  const second = Number.parseInt(frame.toString("latin1", 6, 7), 16) >= 8;
  if (second) return frame;
  return Buffer.concat([
    frame.subarray(0, bitmapEnd),
    Buffer.from("0".repeat(16)),
    frame.subarray(bitmapEnd),
  ]);
}

const sale = (stan: string, fields: Record<string, string> = {}): Record<string, string> => ({
  0: "0200",
  2: CARD,
  3: "000000",
  4: "000000001234",
  7: "0615093000",
  11: stan,
  14: "3012",
  22: "012",
  41: "10023017",
  42: "TILLYARD0000001",
  49: "156",
  ...fields,
});

async function open() {
  const bank = await startBank({ dialect: "iso87-ascii" });
  onTestFinished(bank.stop);
  return bank;
}

describe("a client made with npm iso_8583", () => {
  test("buys", async () => {
    const bank = await open();
    const answer = await ask(bank.port, sale("000001"));
    expect(answer).toMatchObject({ 0: "0210", 11: "000001", 39: "00", 41: "10023017" });
    expect(answer["38"]).toMatch(/^\d{6}$/);
    bank.expectPosted({ account: "signature", amountMinor: 1_234 });
  });

  test("is refused for want of money", async () => {
    const bank = await open();
    expect(await ask(bank.port, sale("000001", { 2: "6200000000000005" }))).toMatchObject({
      0: "0210",
      39: "51",
    });
  });

  test("reverses", async () => {
    const bank = await open();
    await ask(bank.port, sale("000001"));
    const original = `0200000001${"0615093000"}${"0".repeat(22)}`;
    const answer = await ask(bank.port, sale("000002", { 0: "0420", 90: original }));
    expect(answer).toMatchObject({ 0: "0430", 39: "00" });
    bank.expectPosted({ account: "signature", amountMinor: 1_234, times: 0 });
  });

  test("sends an echo", async () => {
    const { port } = await open();
    const echo = { 0: "0800", 7: "0615093000", 11: "000001", 70: "301" };
    expect(await ask(port, echo)).toMatchObject({ 0: "0810", 39: "00", 70: "301" });
  });

  test("authorises, and completes by an advice", async () => {
    const bank = await open();
    const held = await ask(bank.port, sale("000001", { 0: "0100" }));
    expect(held).toMatchObject({ 0: "0110", 39: "00" });
    const advice = sale("000002", { 0: "0220", 37: String(held["37"]) });
    expect(await ask(bank.port, advice)).toMatchObject({ 0: "0230", 39: "00" });
    bank.expectPosted({ account: "signature", amountMinor: 1_234 });
  });
});
