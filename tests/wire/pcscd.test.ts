import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { encipherOfflinePin } from "../../device-emulators/crypto/offline-pin.ts";
import { chipOf } from "../../device-emulators/devices/card/card-chip.ts";
import { UNIONPAY_DEBIT } from "../../device-emulators/devices/card/card-profile.ts";
import type { Chip } from "../../device-emulators/devices/card/chip.ts";
import type { Card } from "../../device-emulators/devices/card/chip-card.ts";
import { concat, toHex } from "../../device-emulators/kit/bytes.ts";
import { ok } from "../../device-emulators/kit/result.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { type Pcscd, setUpPcscd } from "../../sim-server/bench/pcscd.ts";
import type { AskPin } from "../../sim-server/core/emv/cvm.ts";
import { finishOnCard, readCard, requestOnline } from "../../sim-server/core/emv/kernel.ts";
import { openSession } from "../../sim-server/core/emv/session.ts";
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCard,
} from "../../sim-server/io/devices/vpcd-card.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, unionPayCard } from "../kit/card-link.ts";
import { startDevice } from "../kit/device.ts";
import { orderOf, word } from "../kit/kernel-play.ts";
import { must, pcscLink } from "../kit/pcsc-kernel.ts";
import { openPcscTerminal, PCSCD_TURN_MS_MAX, type PcscTerminal, whyNoPcsc } from "../kit/pcscd.ts";

const unable = await whyNoPcsc();

const PSE = "00A404000E315041592E5359532E444446303100";
const PIN = "135790";
/** Runs beside this process: the card answers from in here. */
const openscTool = async (...words: string[]): Promise<string> =>
  (await promisify(execFile)("opensc-tool", ["--reader", "0", ...words])).stdout;

/** All that a terminal can do. */
const ABLE = { ...CONFIG, capabilities: "20F8C8" };

/** A card that proves itself by CDA and by its PIN enciphered, with two applications. */
const fullCard = (): Card =>
  unionPayCard(
    {
      offlineAuthentication: "cda",
      pinKey: "own",
      cvmList: "00000000000000004403410342031E031F00",
    },
    {
      offlinePin: { digits: PIN, triesMax: 3 },
      furtherApplications: [
        { ...UNIONPAY_DEBIT, aid: "A000000333010102", label: "PBOC CREDIT", priority: 2 },
      ],
    },
  );

describe.skipIf(unable !== undefined)(`a card behind pcscd${unable ? ` (${unable})` : ""}`, () => {
  let pcscd: Pcscd;
  let news: CardNews[] = [];
  let card: VpcdCard | undefined;
  let terminal: PcscTerminal;
  const events = (): string => news.map(({ event }) => event).join(" ");

  const until = async (event: CardNews["event"]): Promise<void> => {
    while (!news.some((one) => one.event === event)) await wait(10);
  };
  const insert = async <S = Card>(chip?: Chip<S>): Promise<VpcdCard> => {
    news = [];
    const place = { host: "127.0.0.1", port: pcscd.port, clock: REAL_CLOCK };
    const tell = (one: CardNews): void => void news.push(one);
    const plugged =
      chip === undefined
        ? plugCardIntoVpcd({ ...place, tell, chip: chipOf(fullCard()) })
        : plugCardIntoVpcd({ ...place, tell, chip });
    card = plugged;
    plugged.insert();
    await until("inserted");
    return plugged;
  };
  /** Waits for what pcscd tells of the card, and takes it. */
  const connect = async (): Promise<string> => {
    await terminal.say("present");
    return terminal.say("connect");
  };

  beforeAll(async () => {
    pcscd = await setUpPcscd();
    await pcscd.start();
    terminal = openPcscTerminal();
  }, PCSCD_TURN_MS_MAX);
  afterEach(async () => {
    card?.remove();
    while (card !== undefined && news.at(-1)?.event !== "removed") await wait(10);
    card = undefined;
  });
  afterAll(async () => {
    card?.close();
    terminal.close();
    await pcscd.remove();
  });

  test("opensc-tool sees it, and reads its directory", async () => {
    await insert();
    await connect();
    expect((await openscTool("--atr")).trim()).toBe(
      "3b:e8:00:00:81:31:fe:45:54:49:4c:4c:59:41:52:44:f0",
    );
    const said = await openscTool("--send-apdu", PSE, "--send-apdu", "00B2010C00");
    expect(said).toContain("1PAY.SYS.DDF");
    expect(said).toContain("PBOC DEBIT");
  });

  test("completes a whole transaction: two applications, CDA, enciphered PIN, script, certificate", async () => {
    await insert();
    await connect();
    const { link, said, run } = pcscLink(terminal);
    const session = openSession(ABLE, CIRCUMSTANCES);
    const application = must(await run(readCard(link, ABLE, session)));
    const askPin: AskPin<never> = (request) => {
      if (request.kind !== "offline-enciphered") throw new Error("the PIN is to be enciphered");
      const verifyData = encipherOfflinePin(PIN, request.key, request.challenge, () => 0x5a);
      return atOnce(
        ok(verifyData === undefined ? { kind: "no-pad" } : { kind: "entered", verifyData }),
      );
    };
    const asked = must(await run(requestOnline(link, application, session, askPin)));
    expect(asked).toMatchObject({ kind: "online", verification: "offline-pin" });
    const order = orderOf(session, { kind: "change-pin", pin: "246824" });
    const content = concat([Uint8Array.of(0x86, order.length), order]);
    const scripts = [{ when: "before", content } as const];
    const last = await run(finishOnCard(link, session, { ...word(session, "00", true), scripts }));
    expect(must(last)).toBe("tc");
    expect(`${toHex(session.tvr)} ${toHex(session.tsi)}`).toBe("0000008000 EC00");
    expect(said.join(" ")).toBe("A4 B2 B2 B2 A4 A8 B2 B2 B2 B2 B2 B2 B2 B2 B2 CA 84 20 AE 24 AE");
  });

  test("is pulled at the third command, and goes back in", async () => {
    const plugged = await insert();
    await connect();
    plugged.setFaults([{ kind: "pull", at: 3 }]);
    const said = [await terminal.say(PSE), await terminal.say(PSE), await terminal.say(PSE)];
    expect(said.map((one) => one.slice(0, 2))).toEqual(["6f", "6f", "! "]);
    await terminal.say("absent");
    await until("removed");
    expect(events()).toBe("inserted command command removed");
    expect(await terminal.say("connect")).toMatch(/^! /);
    plugged.setFaults([]);
    plugged.insert();
    await connect();
    expect(await terminal.say(PSE)).toMatch(/9000$/);
  });

  test("is mute once, says a wrong status word once, takes its time, and is itself again", async () => {
    const plugged = await insert();
    await connect();
    plugged.setFaults([
      { kind: "mute", at: 1 },
      { kind: "status", statusWord: 0x6f00, at: 2 },
      { kind: "slow", byMs: 300, at: 3 },
    ]);
    expect(await terminal.say(PSE)).toMatch(/^! /);
    expect(await terminal.say(PSE)).toBe("6f00");
    const begun = performance.now();
    expect(await terminal.say(PSE)).toMatch(/9000$/);
    expect(performance.now() - begun).toBeGreaterThan(290);
    expect(await terminal.say(PSE)).toMatch(/9000$/);
  });

  test("a dead chip is in the reader and gives no answer to reset", async () => {
    await insert(chipOf(unionPayCard({}, { chip: "broken" })));
    expect(await terminal.say("present")).toBe("00");
    expect(await terminal.say("connect")).toMatch(/^! /);
  });

  test("is a command of its own, with hands and faults", async () => {
    const { events, hand, cables } = await startDevice([
      ...["card", "--card", "scenarios/cards/chip.yaml", "--vpcd", `127.0.0.1:${pcscd.port}`],
      ...["--fault", "status=6985@1"],
    ]);
    expect(cables).toEqual([`vpcd:127.0.0.1:${pcscd.port}`]);
    await connect();
    expect([await terminal.say(PSE), (await terminal.say(PSE)).slice(-4)]).toEqual([
      "6985",
      "9000",
    ]);
    expect((await events("command", 2)).map(({ status }) => status)).toEqual(["6985", "9000"]);
    hand("remove");
    await events("removed");
    hand("mend");
    hand("insert");
    await events("inserted", 2);
    await connect();
    expect((await terminal.say(PSE)).slice(-4)).toBe("9000");
  });

  test("comes back when pcscd does", async () => {
    await insert();
    await connect();
    await pcscd.stop();
    await until("no-reader");
    news = [];
    await pcscd.start();
    await until("inserted");
    terminal.close();
    terminal = openPcscTerminal();
    expect(await connect()).toMatch(/^3be8/);
    expect(await openscTool("--atr")).toMatch(/^3b:e8/);
  });
});
