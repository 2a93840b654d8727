import { describe, expect, test } from "vitest";
import { OPENING_MS, openShop } from "../../../../sim-server/core/counter/opening.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";
import { SALE } from "../../../kit/sale-lesson.ts";
import { buildYard } from "../../../kit/yard.ts";

describe("opening the shop", () => {
  test.each([
    ["operator", "120 0, 240 1, 360 enter"],
    ["password", "120 0, 240 0, 360 0, 480 0, 600 enter"],
    ["idle", ""],
    ["signing-on", ""],
    ["dark", ""],
    ["sign-on-failed", "4120 enter"],
  ] as const)("on %s keys [%s]", (screen, keyed) => {
    const scheduler = createScheduler();
    const pressed: string[] = [];
    openShop({
      after: scheduler.after,
      press: (key) => pressed.push(`${scheduler.nowMs()} ${key}`),
    })(screen);
    scheduler.advance(10_000);
    expect(pressed.join(", ")).toBe(keyed);
  });

  test("ends with time to spare at the idle screen, signed on by the bank itself", () => {
    const yard = buildYard(SALE);
    yard.until("idle");
    expect(yard.nowMs()).toBeLessThan(OPENING_MS / 2);
    expect(yard.told("iso.sent").map(({ mti }) => mti)).toEqual(["0800"]);
    expect(yard.told("bank.decided")).toMatchObject([{ finding: "signed-on" }]);
    expect(yard.told("journal.written").map(({ record }) => record)).toEqual(["numbered", "keys"]);
  });

  test("is nobody's play: no input, no customer, nothing moved", () => {
    const yard = buildYard(SALE);
    yard.run(OPENING_MS);
    expect(yard.told("input")).toEqual([]);
    expect(yard.told("customer.said")).toEqual([]);
    expect(yard.bank.books.postings().map(({ kind }) => kind)).toEqual(["opening"]);
  });

  test("keys nothing once the lesson has begun", () => {
    const yard = buildYard(SALE);
    yard.open();
    yard.acts({ type: "fault", fault: "terminal.power-cut", params: { ms: 1 } });
    yard.run(30_000);
    expect(yard.view().terminal.screen).toBe("operator");
  });
});
