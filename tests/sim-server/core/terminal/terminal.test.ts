import { describe, expect, test } from "vitest";
import { createFlash, type Flash } from "../../../../sim-server/core/world/flash.ts";
import { type Change, forgedLine } from "../../../kit/forged-line.ts";
import { buildRig, PIN, type Rig } from "../../../kit/terminal-rig.ts";

/** A flash whose records are those of `flash`, changed. */
function changedFlash(flash: Flash, change: (records: Uint8Array[]) => Uint8Array[]): Flash {
  const records = change(flash.durable().map((record) => record.slice()));
  const fresh = createFlash();
  return { ...fresh, open: (node) => ({ ...fresh.open(node), records }) };
}

function flip(record: Uint8Array | undefined): Uint8Array {
  return (record ?? new Uint8Array(0)).map((byte, at) => (at === 9 ? byte ^ 1 : byte));
}

/** Cuts the power when a sale has been asked and nothing of its outcome is durable. */
function cutInMidSale(rig: Rig): Rig {
  rig.openShop();
  rig.beginSale("500");
  rig.enterPin(PIN);
  rig.until("receiving");
  rig.terminal.cut();
  rig.slot.remove();
  rig.run(1_000);
  return rig;
}

describe("the terminal", () => {
  test("turns its clock at the idle screen with the minute", () => {
    const rig = buildRig();
    rig.openShop();
    expect(rig.body()).toEqual(["欢迎使用", "请收银员操作", "09:41"]);
    rig.run(60_000);
    expect(rig.body()[2]).toBe("09:42");
    expect(rig.of("terminal.screen").filter(({ screen }) => screen === "idle").length).toBe(2);
  });

  test("asks for the number again until the password belongs to it", () => {
    const rig = buildRig();
    rig.terminal.start();
    rig.until("operator");
    rig.press("0", "enter");
    expect(rig.body()).toEqual(["请输入操作员号:", "0", "按[确认]继续"]);
    rig.press("2", "enter", "0", "0", "0", "0", "enter");
    expect(rig.body()).toEqual(["请输入操作员号:", "", "操作员号或密码错"]);
    rig.press("0", "1", "enter", "0", "0", "0", "cancel");
    expect(rig.body()).toEqual(["请输入操作员号:", "", "按[确认]继续"]);
    expect(rig.sent()).toBe("");
  });

  test("never shows a password", () => {
    const rig = buildRig();
    rig.openShop();
    const shown = rig.of("terminal.screen").filter(({ screen }) => screen === "password");
    expect(shown.map(({ lines }) => lines[1])).toEqual(["", "*", "**", "***", "****"]);
  });

  test("without a connection signs on when it is told to try again", () => {
    let up = false;
    const rig = buildRig({ dials: () => up });
    rig.openShop();
    expect(rig.body()).toEqual(["签到失败", "联接失败", "按确认重试"]);
    rig.press("5", "cancel");
    rig.run(1_000);
    up = true;
    rig.press("enter");
    rig.until("idle");
    expect(rig.sent()).toBe("0800");
  });

  test.each([
    ["no answer", () => [], "收包错误"],
    [
      "a key spoilt on the way",
      (bytes: Uint8Array) => [
        {
          bytes: bytes.map((byte, at) => (at === bytes.length - 30 ? byte ^ 1 : byte)),
          afterMs: 9,
        },
      ],
      "解包PKEY验证不符",
    ],
    [
      "the other key spoilt",
      (bytes: Uint8Array) => [
        { bytes: bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)), afterMs: 9 },
      ],
      "解包MKEY验证不符",
    ],
  ])("does not take a sign-on with %s", (_name, spoil, text) => {
    const rig = buildRig({ line: (_, answer) => spoil(answer ?? new Uint8Array(0)) });
    rig.openShop();
    expect(rig.body()).toEqual(["签到失败", text, "按确认重试"]);
    expect(rig.journal()).toBe("numbered");
  });

  test("shows the bank's reason for refusing a sign-on", () => {
    const rig = buildRig({ config: { terminalId: "99999999" } });
    rig.openShop();
    expect(rig.body()[1]).toBe("97 终端未登记");
  });

  test("signs on again before the next sale when the bank has lost its keys", () => {
    const mangled = new Set<string>();
    const rig = buildRig({
      line: ({ mti }, answer) => {
        if (answer === undefined) return [];
        const bytes = answer.slice();
        // The last byte of the MAC, as another key would have it.
        if (mangled.has(mti)) bytes[bytes.length - 1] = 0x2a;
        return [{ bytes, afterMs: 50 }];
      },
    });
    rig.openShop();
    mangled.add("0200");
    rig.beginSale("500");
    rig.enterPin(PIN);
    rig.until("reversed");
    rig.press("enter");
    rig.slot.remove();
    rig.until("idle");
    expect(rig.sent()).toBe("0800 0200 0400 0800");
  });

  test.each<[string, Readonly<Record<string, Change>>, string]>([
    ["a code that says so", { "0200": { fields: { 39: "77" } } }, "0800 0200 0800"],
    [
      "the header of a refusal",
      { "0200": { fields: { 39: "51" }, instruction: "3" } },
      "0800 0200 0800",
    ],
    ["neither", { "0200": { fields: { 39: "51" } } }, "0800 0200"],
  ])("signs on again when the bank wants it by %s", (_name, changes, sent) => {
    const rig = buildRig({ line: forgedLine(changes) });
    rig.openShop();
    rig.beginSale("500");
    rig.enterPin(PIN);
    rig.until("declined");
    rig.slot.remove();
    rig.until("idle");
    expect(rig.sent()).toBe(sent);
  });

  test("after a power cut undoes the open sale before it signs on", () => {
    const rig = cutInMidSale(buildRig());
    rig.openShop();
    rig.press("enter");
    rig.until("idle");
    expect(rig.sent()).toBe("0800 0200 0400 0800");
    expect(rig.outcomes()).toBe("reversed");
  });

  test("tries again after the sign-on what could not be undone before it", () => {
    let lost = 3;
    const rig = cutInMidSale(
      buildRig({
        line: ({ mti }, answer) => {
          if (mti === "0400") lost -= 1;
          const arrives = answer !== undefined && (mti !== "0400" || lost < 0);
          return arrives ? [{ bytes: answer, afterMs: 50 }] : [];
        },
      }),
    );
    rig.openShop();
    rig.press("enter");
    rig.until("reversed");
    expect(rig.sent()).toBe("0800 0200 0400 0400 0400 0800 0400");
  });

  test("takes back the PIN question that a power cut left on the pad", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("500");
    rig.terminal.cut();
    expect(rig.pad.asks()).toBe(true);
    rig.terminal.start();
    rig.until("operator");
    expect(rig.pad.asks()).toBe(false);
  });

  test("starts with a card left in the slot by asking for it to be taken", () => {
    const rig = buildRig();
    rig.slot.insert("card", "chip-first");
    rig.terminal.start();
    rig.until("operator");
    rig.press("0", "1", "enter", "0", "0", "0", "0", "enter");
    rig.until("remove-card");
    rig.slot.remove();
    rig.until("idle");
  });

  test("a card put in at the idle screen begins a sale", () => {
    const rig = buildRig();
    rig.openShop();
    rig.slot.insert("card", "chip-first");
    rig.run(1);
    rig.press("5", "enter");
    rig.until("confirm-card");
  });

  test.each([
    ["0 begins no sale", ["0"], "idle"],
    ["star and hash do nothing", ["star", "hash", "clear", "cancel"], "idle"],
    ["enter opens the menu", ["enter"], "menu"],
    ["cancel leaves the menu", ["enter", "cancel"], "idle"],
    ["what the menu does not have does nothing", ["enter", "5"], "menu"],
  ] as const)("%s", (_name, keys, screen) => {
    const rig = buildRig();
    rig.openShop();
    rig.press(...keys);
    expect(rig.of("terminal.screen").at(-1)?.screen).toBe(screen);
  });

  test("stops for good on a journal that is not as it was written", () => {
    const before = buildRig();
    before.openShop();
    const spoilt = changedFlash(before.flash, ([first, ...rest]) => [flip(first), ...rest]);
    const rig = buildRig({ flash: spoilt });
    rig.terminal.start();
    rig.run(600_000);
    rig.press("enter", "0", "1");
    expect(rig.body()).toEqual(["日志错误", "终端停止使用", "请与客服联系"]);
    expect(rig.screens()).toBe("starting error");
    expect(rig.sent()).toBe("");
  });

  test("goes on from a journal whose last record was torn", () => {
    const before = buildRig();
    before.openShop();
    const torn = changedFlash(before.flash, (records) => [
      ...records.slice(0, -1),
      (records.at(-1) ?? new Uint8Array(0)).slice(0, 12),
    ]);
    const rig = buildRig({ flash: torn });
    rig.openShop();
    expect(rig.journal()).toBe("cut numbered keys");
    expect(rig.host.requests.map(({ fields }) => fields[11])).toEqual(["000002"]);
  });

  test("holds no card number, track or PIN in its journal", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("500");
    rig.enterPin(PIN);
    rig.until("approved");
    const flash = rig.flash.durable().map((record) => Buffer.from(record).toString("latin1"));
    const whole = flash.join("\n");
    expect(whole).toContain("621234******1265");
    for (const secret of ["6212345678901265", "345678901265", PIN, "30122200"]) {
      expect(whole).not.toContain(secret);
    }
    const trace = JSON.stringify(rig.told);
    expect(trace).not.toContain("6212345678901265");
  });
});
