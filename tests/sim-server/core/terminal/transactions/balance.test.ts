import { expect, test } from "vitest";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

function inquire(options: RigOptions = {}): Rig {
  const rig = buildRig(options);
  rig.openShop();
  rig.press("enter", "8", "1");
  rig.until("insert-card");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  rig.press("enter");
  rig.until("pin");
  rig.run(50);
  rig.enterPin(PIN);
  rig.until("balance", "declined");
  rig.run(100);
  return rig;
}

test("a balance stands on the customer's display alone, for ten seconds", () => {
  const rig = inquire({ balanceMinor: 123_456 });
  expect(rig.pad.lines()).toEqual(["训练 余额", "1234.56"]);
  expect(rig.body()).toEqual(["交易成功", "请查看密码键盘"]);
  expect(JSON.stringify(rig.told)).not.toContain("1234.56");
  rig.run(10_000);
  expect(rig.pad.lines()[1]).toBe("");
  rig.finish();
});

test("nothing is printed, moved, or owed", () => {
  const rig = inquire();
  rig.finish();
  expect(rig.journal()).toBe("numbered keys numbered");
  expect(rig.of("printer.printed")).toEqual([]);
  expect(rig.chargedMinor()).toBe(0);
});

test.each([
  ["without an answer", (answer: Uint8Array | undefined) => (answer === undefined ? [] : [])],
])("%s it has failed, and there is nothing to reverse", (_name, lose) => {
  const rig = inquire({
    line: (request, answer) =>
      request.fields[3] === "310000" || answer === undefined
        ? lose(answer)
        : [{ bytes: answer, afterMs: 100 }],
  });
  expect(rig.body()[1]).toContain("98");
  rig.finish();
  expect(rig.sent()).toBe("0800 0200");
});

test("the trace tells that it was approved, and of no amount", () => {
  const rig = inquire({ balanceMinor: 123_456 });
  expect(rig.transactions()).toBe("balance approved 00");
  expect(rig.of("terminal.transaction")).toMatchObject([{ amountMinor: 0, stan: "000002" }]);
});

test("the next trace number is another one", () => {
  const rig = inquire();
  rig.finish();
  expect(rig.sell("500")).toBe("000003");
});
