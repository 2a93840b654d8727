import { expect, test } from "vitest";
import type { Act } from "../../sim-server/core/counter/act.ts";
import { lesson } from "../kit/lessons.ts";
import { openYard, playRobot, type Yard } from "../kit/yard.ts";

const SALE = lesson("first-sale");
const ENTER: Act = { type: "key", device: "terminal", key: "enter" };

test("a jammed cutter: freed under the cover, and the slip is printed anew", () => {
  const faults = [{ fault: "printer.cutter-jam", nth: 1, times: 1, params: {} }];
  const yard = openYard({ ...SALE, faults });
  sellTo(yard, "paper-out");
  expect(yard.view().printer).toMatchObject({ error: "cutter", lamps: { error: "blinking" } });
  expect(yard.told("printer.status")).toEqual([{ paper: "ok", cover: "closed", error: "cutter" }]);
  yard.acts(ENTER);
  yard.until("paper-out");
  yard.acts({ type: "open", thing: "printer" }, { type: "close", thing: "printer" });
  expect(yard.view().printer.error).toBe("cutter");
  yard.acts(ENTER);
  yard.until("next-copy");
  expect(yard.view().printer.error).toBeUndefined();
  expect(printed(yard, "POS签购单")).toBe(1);
  expect(yard.told("terminal.outcome").map(({ outcome }) => outcome)).toEqual(["approved"]);
});

test("a cutter that jams in mid slip: what the printer held is forgotten, and the slip comes whole", () => {
  const yard = openYard(SALE);
  sellTo(yard, "printing");
  yard.run(300);
  yard.acts({ type: "fault", fault: "printer.cutter-jam", params: {} });
  yard.until("paper-out");
  yard.acts({ type: "open", thing: "printer" }, { type: "close", thing: "printer" }, ENTER);
  yard.until("remove-card");
  expect([printed(yard, "CARDHOLDER COPY"), printed(yard, "仅供训练")]).toEqual([2, 2]);
});

test("a head too hot: the slip is printed once it has cooled by itself", () => {
  const yard = openYard(SALE);
  sellTo(yard, "receiving");
  yard.acts({ type: "fault", fault: "printer.head-hot", params: { ms: 20_000 } });
  yard.until("paper-out");
  expect(yard.view().printer.error).toBe("overheated");
  yard.run(20_000);
  expect(yard.view().printer.lamps).toEqual({ paper: "off", error: "off" });
  yard.acts(ENTER);
  yard.until("next-copy");
  expect(printed(yard, "POS签购单")).toBe(1);
});

/** The robot's sale, until the terminal shows this. */
function sellTo(yard: Yard, screen: string): void {
  playRobot(yard, SALE.answers.right, () => yard.rig.devices.terminal.screen().screen === screen);
}

/** How many lines with these words are on paper. */
function printed(yard: Yard, words: string): number {
  return yard.told("printer.printed").filter(({ text }) => text.includes(words)).length;
}
