import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { blankToken } from "../../device-emulators/devices/card/blank-token.ts";
import { chipOf } from "../../device-emulators/devices/card/card-chip.ts";
import type { Chip } from "../../device-emulators/devices/card/chip.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { listPcscReaders } from "../../device-emulators/transports/pcsc.ts";
import { whyNoPcscd } from "../../sim-server/bench/pcscd.ts";
import { openTokenReader, type TokenNews } from "../../sim-server/io/devices/token-reader.ts";
import { unionPayCard } from "../kit/card-link.ts";
import { tillyard } from "../kit/command.ts";
import { until, usePcscSlot } from "../kit/pcsc-slot.ts";
import { temporaryFolder } from "../kit/server.ts";

const unable = await whyNoPcscd();
const READER = "Virtual PCD 00 00";
const BLANK_ATR = toHex(blankToken().answerToReset ?? new Uint8Array(0));

describe.skipIf(unable !== undefined)(`a token in a reader${unable ? ` (${unable})` : ""}`, () => {
  const slot = usePcscSlot();
  let news: TokenNews[] = [];
  let closeReader = async (): Promise<void> => undefined;

  const heard = (event: TokenNews["event"]): Promise<void> =>
    until(() => news.some((one) => one.event === event));
  const watch = async (): Promise<void> => {
    news = [];
    const tell = (one: TokenNews): void => void news.push(one);
    const reader = await openTokenReader({ name: "00 00", clock: REAL_CLOCK, tell });
    closeReader = reader.close;
  };
  /** `tillyard enrol` with this token in the reader, as it exits. */
  const enrol = async <S>(chip: Chip<S>, ...words: string[]) => {
    const enrolled = tillyard(["enrol", "--reader", READER, ...words]);
    await slot.insert(chip);
    return enrolled;
  };

  afterEach(async () => closeReader());

  test("readers are listed by their names", async () => {
    expect(await listPcscReaders()).toEqual([READER, "Virtual PCD 00 01"]);
  });

  test("a blank one is known by its answer to reset, or by its number", async () => {
    await watch();
    await slot.insert(blankToken());
    await heard("token");
    await slot.remove();
    await heard("token-gone");
    const first = { event: "token", token: { kind: "atr", hex: BLANK_ATR } };
    expect(news.splice(0)).toEqual([first, { event: "token-gone" }]);
    await slot.insert(blankToken(fromHex("04A1B2C3D4E5F6")));
    await heard("token");
    expect(news).toEqual([{ event: "token", token: { kind: "uid", hex: "04A1B2C3D4E5F6" } }]);
  });

  test("a payment card is asked for its directory, and has no power any more", async () => {
    await watch();
    await slot.insert(chipOf(unionPayCard()));
    await heard("refused");
    expect(news).toEqual([{ event: "refused", why: "real-card" }]);
    const command = { event: "command", number: 1, instruction: 0xa4, statusWord: 0x9000 };
    expect(slot.news).toEqual([{ event: "inserted" }, command]);
  });

  test("a dead chip is of no use", async () => {
    await watch();
    await slot.insert(chipOf(unionPayCard({}, { chip: "broken" })));
    await heard("refused");
    expect(news).toEqual([{ event: "refused", why: "unreadable" }]);
  });

  test("goes and comes back with its reader", async () => {
    await watch();
    await slot.insert(blankToken());
    await heard("token");
    news = [];
    await slot.pcscd().stop();
    await heard("reader-gone");
    expect(news).toEqual([
      { event: "token-gone" },
      { event: "reader-gone", why: "its service does not run" },
    ]);
    news = [];
    await slot.pcscd().start();
    await heard("token");
    expect(news.map(({ event }) => event)).toEqual(["reader-back", "token"]);
  });

  test("is enrolled by a command, for another card later, and never a real card", async () => {
    const file = join(temporaryFolder(), "cards.yaml");
    const blank = blankToken(fromHex("04A1B2C3"));
    const first = await enrol(blank, "--card", "chip", "--file", file, "--json");
    expect(first.err).toContain("the token 04A1B2C3 stands for chip; ");
    expect(JSON.parse(first.out)).toMatchObject({ token: { kind: "uid" }, card: "chip" });
    expect(first.status).toBe(0);
    await slot.remove();

    const second = await enrol(blank, "--card", "quick", "--file", file);
    expect(second.err).toContain("stands for quick instead of chip");
    const kept = readFileSync(file, "utf8");
    expect(kept).toContain('- uid: "04A1B2C3"\n    card: quick\n');
    await slot.remove();

    const refused = await enrol(chipOf(unionPayCard()), "--card", "chip", "--file", file);
    const words = `tillyard enrol: lay a blank token on ${READER}, or put it in\ntillyard enrol: a real card was refused; it was powered off, and nothing of it was kept\n`;
    expect(refused).toMatchObject({ status: 1, out: "", err: words });
    expect(readFileSync(file, "utf8")).toBe(kept);
  });

  test("is not enrolled where no service serves its reader: what to do is said", async () => {
    await slot.pcscd().stop();
    const { status, err } = await tillyard(["enrol", "--card", "chip"]);
    expect(err).toBe(
      "tillyard: card readers (PC/SC): its service does not run\n  start it: pcscd on Linux, SCardSvr on Windows\n",
    );
    expect(status).toBe(2);
    await slot.pcscd().start();
  });

  test("is not enrolled where its reader is not meant alone, or the file is wrong", async () => {
    const two = await tillyard(["enrol", "--card", "chip"]);
    expect(two).toMatchObject({ status: 2, out: "" });
    expect(two.err).toContain("2 readers are plugged in");
    const none = await tillyard(["enrol", "--card", "chip", "--reader", "Omnikey"]);
    expect(none.err).toContain(`the readers are: ${READER}; Virtual PCD 00 01`);
    const file = join(temporaryFolder(), "cards.yaml");
    writeFileSync(file, "format: 1\ntokens: [{ card: chip }]\n");
    const bad = await tillyard(["enrol", "--card", "chip", "--reader", READER, "--file", file]);
    expect(bad.err).toContain("must be known by one thing");
    expect([none.status, bad.status]).toEqual([2, 2]);
  });
});
