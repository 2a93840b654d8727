import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encipherOfflinePin } from "../../device-emulators/crypto/offline-pin.ts";
import { chipOf } from "../../device-emulators/devices/card/card-chip.ts";
import { UNIONPAY_DEBIT } from "../../device-emulators/devices/card/card-profile.ts";
import type { Card } from "../../device-emulators/devices/card/chip-card.ts";
import { throughGetResponse } from "../../device-emulators/devices/card/get-response.ts";
import { concat, toHex } from "../../device-emulators/kit/bytes.ts";
import { ok } from "../../device-emulators/kit/result.ts";
import type { AskPin } from "../../sim-server/core/emv/cvm.ts";
import { finishOnCard, readCard, requestOnline } from "../../sim-server/core/emv/kernel.ts";
import { openSession } from "../../sim-server/core/emv/session.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, unionPayCard } from "../kit/card-link.ts";
import { startDevice } from "../kit/device.ts";
import { orderOf, word } from "../kit/kernel-play.ts";
import { must, pcscLink } from "../kit/pcsc-kernel.ts";
import { usePcscSlot } from "../kit/pcsc-slot.ts";
import { openPcscTerminal, type PcscTerminal, whyNoPcsc } from "../kit/pcscd.ts";

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
  const slot = usePcscSlot();
  let terminal: PcscTerminal;

  const insert = (card = fullCard()) => slot.insert(chipOf(card));
  /** Waits for what pcscd tells of the card, and takes it. */
  const connect = async (): Promise<string> => {
    await terminal.say("present");
    return terminal.say("connect");
  };
  /** Our kernel at pyscard's card, up to what becomes of its question. */
  const question = async () => {
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
    return { link, said, run, session, asked };
  };
  /** A whole transaction with a script of the issuer's, down to the card's certificate. */
  const transact = async () => {
    const { link, said, run, session, asked } = await question();
    expect(asked).toMatchObject({ kind: "online", verification: "offline-pin" });
    const order = orderOf(session, { kind: "change-pin", pin: "246824" });
    const content = concat([Uint8Array.of(0x86, order.length), order]);
    const scripts = [{ when: "before", content } as const];
    const last = await run(finishOnCard(link, session, { ...word(session, "00", true), scripts }));
    expect(must(last)).toBe("tc");
    expect(`${toHex(session.tvr)} ${toHex(session.tsi)}`).toBe("0000008000 EC00");
    return said.join(" ");
  };

  beforeAll(() => {
    terminal = openPcscTerminal();
  });
  afterAll(() => terminal.close());

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
    expect(await connect()).toMatch(/^3be8/);
    const said = "A4 B2 B2 B2 A4 A8 B2 B2 B2 B2 B2 B2 B2 B2 B2 CA 84 20 AE 24 AE";
    expect(await transact()).toBe(said);
  });

  test("completes it over T=0 too, where its data are fetched", async () => {
    await slot.insert(throughGetResponse(chipOf(fullCard(), "t0")));
    expect(await connect()).toBe("3b68000054494c4c59415244");
    const said = await transact();
    expect(said).toMatch(/^A4 C0 B2 B2 B2 B2 B2 A4 C0 A8 C0 B2 B2 /);
    expect(said.match(/AE C0/g)).toHaveLength(2);
    expect(await openscTool("--send-apdu", PSE)).toContain("1PAY.SYS.DDF");
  });

  test("is known by its corrupted cryptogram: the terminal declines", async () => {
    const plugged = await insert();
    plugged.setFaults([{ kind: "cryptogram" }]);
    await connect();
    const { session, asked } = await question();
    expect(asked).toEqual({ kind: "declined" });
    expect(toHex(session.tvr)).toBe("0400008000");
  });

  test("is pulled at the third command, and goes back in", async () => {
    const plugged = await insert();
    await connect();
    plugged.setFaults([{ kind: "pull", at: 3 }]);
    const said = [await terminal.say(PSE), await terminal.say(PSE), await terminal.say(PSE)];
    expect(said.map((one) => one.slice(0, 2))).toEqual(["6f", "6f", "! "]);
    await terminal.say("absent");
    await slot.told("removed");
    expect(slot.events()).toBe("inserted command command removed");
    expect(await terminal.say("connect")).toMatch(/^! /);
    plugged.setFaults([]);
    plugged.insert();
    await connect();
    expect(await terminal.say(PSE)).toMatch(/9000$/);
  });

  test("is pulled and put back at once, and is another card to whoever had it", async () => {
    const plugged = await insert();
    await connect();
    expect(await terminal.say(PSE)).toMatch(/9000$/);
    plugged.remove();
    plugged.insert();
    expect(await terminal.say(PSE)).toMatch(/^! /);
    await connect();
    expect(await terminal.say(PSE)).toMatch(/9000$/);
    expect(slot.events()).toBe("inserted command removed inserted command");
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
    await insert(unionPayCard({}, { chip: "broken" }));
    expect(await terminal.say("present")).toBe("00");
    expect(await terminal.say("connect")).toMatch(/^! /);
  });

  test("is a command of its own, with hands and faults", async () => {
    const { events, hand, cables } = await startDevice([
      ...["card", "--card", "scenarios/cards/chip.yaml", "--fault", "card.status,sw=6985,apdu=1"],
      ...["--vpcd", `127.0.0.1:${slot.pcscd().port}`],
    ]);
    expect(cables).toEqual([`vpcd:127.0.0.1:${slot.pcscd().port}`]);
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
    hand("remove");
    await events("removed", 2);
  });

  test.each([
    [["--blank", "--uid", "04A1B2C3"], "FFCA000000", "04a1b2c39000"],
    [["--blank"], PSE, "6a82"],
    [["--card", "scenarios/cards/chip.yaml", "--t0", "get-response"], PSE, "611e"],
  ])("is a command of its own with %j", async (words, command, answer) => {
    const at = `127.0.0.1:${slot.pcscd().port}`;
    const { events, hand } = await startDevice(["card", ...words, "--vpcd", at]);
    await connect();
    expect(await terminal.say(command)).toBe(answer);
    hand("remove");
    await events("removed");
  });

  test("comes back when pcscd does", async () => {
    await insert();
    await connect();
    await slot.pcscd().stop();
    await slot.told("no-reader");
    slot.news.length = 0;
    await slot.pcscd().start();
    await slot.told("inserted");
    terminal.close();
    terminal = openPcscTerminal();
    expect(await connect()).toMatch(/^3be8/);
    expect(await openscTool("--atr")).toMatch(/^3b:e8/);
  });
});
