import { expect, test } from "vitest";
import { openCheckout, tellCable } from "../../../kit/checkout.ts";

const checkout = (drawer: string): string =>
  `- {id: till, kind: printer, cables: ['tcp:0']}\n- {id: cash, kind: drawer, printer: till${drawer}}`;
/** DLE EOT 1, which says in bit 2 whether the drawer's switch reads high. */
const ASK = "\x10\x04\x01";
const LOW = "12";
const HIGH = "16";

test.each<[string, string, string, string, string]>([
  ["a pulse on its pin opens it", "", "\x1bp\x00\x19\xfa", "open", HIGH],
  ["pin 5 is another drawer's", "", "\x1bp\x01\x19\xfa", "shut", LOW],
  ["pin 5, where it hangs on that", ", pin: 5", "\x1bp\x01\x19\xfa", "open", HIGH],
  ["a pulse of 48 ms does not free the latch", "", "\x1bp\x00\x18\xfa", "shut", LOW],
  ["a switch the other way round, shut", ", reversed: true", "", "shut", HIGH],
  ["a switch the other way round, open", ", reversed: true", "\x1bp\x00\x19\xfa", "open", LOW],
])("%s", async (_name, drawer, kick, tray, status) => {
  const { portOf, view } = await openCheckout(checkout(drawer));
  // The answer comes behind the kick, so that by then the switch has been heard.
  expect(await tellCable(portOf("till"), `${kick}\x1dr\x02`, 1)).toMatch(/^0[01]$/);
  expect(await tellCable(portOf("till"), ASK, 1)).toBe(status);
  expect((await view("cash")).state).toMatchObject({ tray, printer: "till" });
  expect((await view("cash")).cables).toEqual([]);
});

test("pushed shut the printer reads so, and a jammed one stays shut until it is mended", async () => {
  const { portOf, hand, happened } = await openCheckout(checkout(""));
  expect((await hand("cash", "unlock")).state).toMatchObject({ tray: "open", switch: "high" });
  expect((await hand("cash", "push")).state).toMatchObject({ tray: "shut", switch: "low" });
  expect(await happened("cash", "left-open")).toMatchObject({ forMs: expect.any(Number) });
  await hand("cash", "jam");
  await tellCable(portOf("till"), "\x1bp\x00\x19\xfa\x1dr\x02", 1);
  expect((await hand("cash", "mend")).state).toMatchObject({ tray: "shut" });
  await tellCable(portOf("till"), "\x1bp\x00\x19\xfa\x1dr\x02", 1);
  expect((await hand("cash", "jam")).state).toMatchObject({ tray: "open" });
});
