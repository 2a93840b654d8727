import { describe, expect, test } from "vitest";
import { buildRig } from "../../../../kit/terminal-rig.ts";

type Rig = ReturnType<typeof buildRig>;

/** Logs on, whatever role; only a cashier and a supervisor come to the idle screen by signing on. */
function logOn(rig: Rig, id: string, password: string): void {
  rig.until("operator");
  rig.key(id);
  rig.press("enter");
  rig.key(password);
  rig.press("enter");
  rig.until("idle", "operator");
}

function opened(id: string, password: string): Rig {
  const rig = buildRig();
  rig.terminal.start();
  logOn(rig, id, password);
  return rig;
}

/** Through the menus by keys, each answer ended by enter. */
function answer(rig: Rig, ...answers: readonly string[]): void {
  for (const digits of answers) {
    rig.key(digits);
    rig.press("enter");
  }
}

const head = (rig: Rig): string => rig.body()[0] ?? "";

describe("who stands at the terminal", () => {
  test.each([
    ["a cashier", "01", "0000", "idle"],
    ["the supervisor", "00", "123456", "idle"],
    ["the administrator", "99", "00000000", "idle"],
    ["a cashier with a wrong password", "01", "1111", "operator"],
    ["nobody known", "07", "0000", "operator"],
  ])("%s", (_name, id, password, screen) => {
    expect(opened(id, password).terminal.screen().screen).toBe(screen);
  });

  test("the administrator is not signed on, and has a menu of his own", () => {
    const rig = opened("99", "00000000");
    rig.press("enter");
    expect(rig.terminal.screen().screen).toBe("administration-menu");
    expect(rig.sent()).toBe("");
  });

  test.each(["1", "2", "3"] as const)("a supervisor does not trade: menu entry %s", (entry) => {
    const rig = opened("00", "123456");
    rig.press("enter", entry);
    expect(rig.body()).toEqual(["不能交易", "主管不允许做交易!"]);
  });

  test("a supervisor with a card in the slot gets it back", () => {
    const rig = opened("00", "123456");
    rig.slot.insert("card", "chip-first");
    rig.run(1);
    rig.press("enter");
    expect(rig.terminal.screen().screen).toBe("remove-card");
  });
});

describe("operators", () => {
  test("a supervisor adds a cashier, who can log on after any power cut", () => {
    const rig = opened("00", "123456");
    rig.press("enter", "7", "4", "2");
    answer(rig, "02");
    expect(rig.body()).toEqual(["增加成功", "操作员 02 密码 0000"]);
    rig.terminal.cut();
    rig.terminal.start();
    logOn(rig, "02", "0000");
    expect(rig.terminal.screen().screen).toBe("idle");
  });

  test.each([
    ["one there is already", "2", "01", "操作员已存在"],
    ["the supervisor's number", "2", "00", "该号不是收银员"],
    ["the administrator's number", "3", "99", "该号不是收银员"],
    ["one there is not", "3", "05", "不能删除该操作员"],
  ] as const)("what cannot be added or removed: %s", (_name, entry, id, why) => {
    const rig = opened("00", "123456");
    rig.press("enter", "7", "4", entry);
    answer(rig, id);
    expect(rig.body()).toEqual(["操作失败", why]);
  });

  test("a cashier who was removed can no longer log on", () => {
    const rig = opened("00", "123456");
    rig.press("enter", "7", "4", "3");
    answer(rig, "01");
    expect(head(rig)).toBe("删除成功");
    rig.press("enter");
    rig.until("idle");
    rig.press("enter", "7", "1", "2");
    logOn(rig, "01", "0000");
    expect(rig.terminal.screen().screen).toBe("operator");
  });

  test("a cashier sees of the staff menu only the own password", () => {
    const rig = opened("01", "0000");
    rig.press("enter", "7", "4");
    expect(rig.body()).toEqual(["5操作员改密"]);
  });

  test.each([
    ["changes it", ["0000", "2468", "2468"], "改密成功"],
    ["not without the old one", ["1111", "2468", "2468"], "操作失败"],
    ["not where the new one differs", ["0000", "2468", "8642"], "操作失败"],
  ])("a cashier's own password: %s", (_name, answers, said) => {
    const rig = opened("01", "0000");
    rig.press("enter", "7", "4", "5");
    answer(rig, ...answers);
    expect(head(rig)).toBe(said);
  });

  test("no password stands in the journal, and none on a screen or the trace", () => {
    const rig = opened("01", "0000");
    rig.press("enter", "7", "4", "5");
    answer(rig, "0000", "2468", "2468");
    const flash = rig.flash.durable().map((record) => Buffer.from(record).toString("latin1"));
    expect(flash.join("\n")).not.toContain("2468");
    expect(JSON.stringify(rig.of("terminal.screen"))).not.toContain("2468");
  });
});

describe("a locked terminal", () => {
  test.each([
    ["its operator", ["01", "0000"], "idle"],
    ["a supervisor", ["00", "123456"], "idle"],
    ["its operator with a wrong password", ["01", "1234"], "locked"],
    ["somebody else", ["99"], "locked"],
  ])("opens to %s", (_name, answers, screen) => {
    const rig = opened("01", "0000");
    rig.press("enter", "7", "7");
    expect(rig.terminal.screen().screen).toBe("locked");
    answer(rig, ...answers);
    expect(rig.terminal.screen().screen).toBe(screen);
  });
});
