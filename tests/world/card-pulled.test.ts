import { describe, expect, test } from "vitest";
import { readFrame, writeFrame } from "../kit/forged-line.ts";
import { PRE_AUTH, SALE, TRANSACTIONS } from "../kit/jobs.ts";
import { TROUBLES, type Trouble, troubledLine } from "../kit/line-trouble.ts";
import { type Aftermath, workShift } from "../kit/shift.ts";
import { CASHIER, tend } from "../kit/shop-hands.ts";
import { buildRig } from "../kit/terminal-rig.ts";

/** More commands than any card gets for one transaction. */
const COMMANDS_MAX = 14;

/** The bank said yes, and then the transaction was undone. */
function undone({ rig }: Aftermath): boolean {
  const [reversal] = rig.host.requests.filter(({ mti }) => mti === "0400");
  const { 11: stan, 39: reason } = reversal?.fields ?? {};
  const yes = rig.host.heard.find(({ request }) => request.fields[11] === stan);
  return reason === "06" && yes?.answer?.fields[39] === "00";
}

describe.each(TRANSACTIONS)("a card pulled out during a $name", (job) => {
  const all = Array.from({ length: COMMANDS_MAX }, (_, at) =>
    workShift(job, { meddle: (rig) => rig.slot.pullAt(at + 1) }),
  );

  test("at any command: chip, journal and bank agree in the end", () => {
    expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  test("after the bank approved, and before the chip did, is undone", () => {
    const chip = job === SALE || job === PRE_AUTH;
    expect(all.filter(undone).length).toBe(chip ? 1 : 0);
  });
});

/** The bank approves, and its proof to the chip is not its own. */
const FALSE_PROOF: Trouble = {
  name: "false proof of the issuer",
  answer: (bytes, mac) => {
    const frame = readFrame(bytes);
    const proof = (frame.message.fields[55] ?? new Uint8Array(0)).slice();
    // 91 0A, the cryptogram, and two bytes more.
    proof[2] = (proof[2] ?? 0) ^ 0xff;
    const message = { ...frame.message, fields: { ...frame.message.fields, 55: proof } };
    return [{ bytes: writeFrame({ ...frame, message }, mac), afterMs: 100 }];
  },
};

test.each([SALE, PRE_AUTH])(
  "a chip that refuses what the bank approved has a $name undone",
  (job) => {
    const [mti = ""] = job.asks;
    const aftermath = workShift(job, { line: [{ mti, trouble: FALSE_PROOF, times: 1 }] });
    expect(aftermath.complaints).toEqual([]);
    expect(undone(aftermath)).toBe(true);
  },
);

describe("a wrong PIN costs one try, whatever the line does to it", () => {
  test.each(TROUBLES)("$name", (trouble) => {
    const line = troubledLine();
    const rig = buildRig(line.ends);
    tend(rig, CASHIER);
    line.order({ mti: "0200", trouble, times: 1 });
    rig.press("enter", "1");
    rig.answer("100");
    rig.until("insert-card");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.until("pin");
    rig.run(50);
    rig.enterPin("111111");
    rig.until("pin", "reversed");
    rig.run(120_000);
    const verified = rig.host.heard.filter(
      ({ request, answer }) => request.fields[52] && answer?.fields[39] === "55",
    );
    const pan = rig.host.requests.find(({ mti }) => mti === "0200")?.fields[2] ?? "";
    expect(verified.length).toBeLessThanOrEqual(1);
    expect(rig.bank.books.pinTriesLeft(pan)).toBe(3 - verified.length);
  });
});
