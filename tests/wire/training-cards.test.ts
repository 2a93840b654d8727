import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { blankToken } from "../../device-emulators/devices/card/blank-token.ts";
import { chipOf } from "../../device-emulators/devices/card/card-chip.ts";
import type { Chip } from "../../device-emulators/devices/card/chip.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { listPcscReaders } from "../../device-emulators/transports/pcsc.ts";
import { type Pcscd, setUpPcscd, whyNoPcscd } from "../../sim-server/bench/pcscd.ts";
import { openTokenReader, type TokenNews } from "../../sim-server/io/devices/token-reader.ts";
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCard,
} from "../../sim-server/io/devices/vpcd-card.ts";
import { unionPayCard } from "../kit/card-link.ts";
import { tillyard } from "../kit/command.ts";
import { PCSCD_TURN_MS_MAX } from "../kit/pcscd.ts";
import { temporaryFolder } from "../kit/server.ts";

const unable = await whyNoPcscd();
const READER = "Virtual PCD 00 00";
const BLANK_ATR = toHex(blankToken().answerToReset ?? new Uint8Array(0));

describe.skipIf(unable !== undefined)(`a token in a reader${unable ? ` (${unable})` : ""}`, () => {
  let pcscd: Pcscd;
  let news: TokenNews[] = [];
  let said: CardNews[] = [];
  let card: VpcdCard | undefined;
  let closeReader = async (): Promise<void> => undefined;

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await wait(10);
  };
  const heard = (event: TokenNews["event"]) => () => news.some((one) => one.event === event);

  const lay = <S>(chip: Chip<S>): void => {
    said = [];
    const place = { host: "127.0.0.1", port: pcscd.port, clock: REAL_CLOCK };
    card = plugCardIntoVpcd({ ...place, chip, tell: (one) => said.push(one) });
    card.insert();
  };
  const watch = async (): Promise<void> => {
    news = [];
    const tell = (one: TokenNews): void => void news.push(one);
    const reader = await openTokenReader({ name: "00 00", clock: REAL_CLOCK, tell });
    closeReader = reader.close;
  };
  /** `tillyard enrol` with this token in the reader, as it exits. */
  const enrol = async <S>(chip: Chip<S>, ...words: string[]) => {
    const enrolled = tillyard(["enrol", "--reader", READER, ...words]);
    lay(chip);
    return enrolled;
  };

  beforeAll(async () => {
    pcscd = await setUpPcscd();
    await pcscd.start();
  }, PCSCD_TURN_MS_MAX);
  afterEach(async () => {
    await closeReader();
    card?.remove();
    await until(() => card === undefined || said.at(-1)?.event === "removed");
    card = undefined;
  });
  afterAll(async () => {
    await pcscd.remove();
  });

  test("readers are listed by their names", async () => {
    expect(await listPcscReaders()).toEqual([READER, "Virtual PCD 00 01"]);
  });

  test("a blank one is known by its answer to reset, or by its number", async () => {
    await watch();
    lay(blankToken());
    await until(heard("token"));
    card?.remove();
    await until(heard("token-gone"));
    const first = { event: "token", token: { kind: "atr", hex: BLANK_ATR } };
    expect(news.splice(0)).toEqual([first, { event: "token-gone" }]);
    await until(() => said.at(-1)?.event === "removed");
    lay(blankToken(fromHex("04A1B2C3D4E5F6")));
    await until(heard("token"));
    expect(news).toEqual([{ event: "token", token: { kind: "uid", hex: "04A1B2C3D4E5F6" } }]);
  });

  test("a payment card is asked for its directory, and has no power any more", async () => {
    await watch();
    lay(chipOf(unionPayCard()));
    await until(heard("refused"));
    expect(news).toEqual([{ event: "refused", why: "real-card" }]);
    const command = { event: "command", number: 1, instruction: 0xa4, statusWord: 0x9000 };
    expect(said).toEqual([{ event: "inserted" }, command]);
  });

  test("a dead chip is of no use", async () => {
    await watch();
    lay(chipOf(unionPayCard({}, { chip: "broken" })));
    await until(heard("refused"));
    expect(news).toEqual([{ event: "refused", why: "unreadable" }]);
  });

  test("goes and comes back with its reader", async () => {
    await watch();
    lay(blankToken());
    await until(heard("token"));
    news = [];
    await pcscd.stop();
    await until(heard("reader-gone"));
    expect(news).toEqual([
      { event: "token-gone" },
      { event: "reader-gone", why: "its service does not run" },
    ]);
    news = [];
    await pcscd.start();
    await until(heard("token"));
    expect(news.map(({ event }) => event)).toEqual(["reader-back", "token"]);
  });

  test("is enrolled by a command, for another card later, and never a real card", async () => {
    const file = join(temporaryFolder(), "cards.yaml");
    const blank = blankToken(fromHex("04A1B2C3"));
    const first = await enrol(blank, "--card", "chip", "--file", file, "--json");
    expect(first.err).toContain("the token 04A1B2C3 stands for chip; ");
    expect(JSON.parse(first.out)).toMatchObject({ token: { kind: "uid" }, card: "chip" });
    expect(first.status).toBe(0);
    card?.remove();
    await until(() => said.at(-1)?.event === "removed");

    const second = await enrol(blank, "--card", "quick", "--file", file);
    expect(second.err).toContain("stands for quick instead of chip");
    const kept = readFileSync(file, "utf8");
    expect(kept).toContain('- uid: "04A1B2C3"\n    card: quick\n');
    card?.remove();
    await until(() => said.at(-1)?.event === "removed");

    const refused = await enrol(chipOf(unionPayCard()), "--card", "chip", "--file", file);
    const words = `tillyard enrol: lay a blank token on ${READER}, or put it in\ntillyard enrol: a real card was refused; it was powered off, and nothing of it was kept\n`;
    expect(refused).toMatchObject({ status: 1, out: "", err: words });
    expect(readFileSync(file, "utf8")).toBe(kept);
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
