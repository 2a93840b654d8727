import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import {
  loadCheckout,
  parseCheckout,
  USUAL_CHECKOUT_FILE,
} from "../../../../sim-server/cli/devices/checkout-file.ts";

/** Every complaint about a checkout of these devices, which begin on line 3. */
function complaints(devices: string): string[] {
  const parsed = parseCheckout(`format: 1\ndevices:\n${devices}\n`, "c.yaml");
  return parsed.ok ? [] : parsed.error.map(formatComplaint);
}

describe("a file of devices", () => {
  test.each<[string, string]>([
    ["- {id: a, kind: toaster}", "3:17: unknown kind `toaster`; there are `printer`, `display`"],
    ["- {id: a}", "`kind` is missing"],
    ["- {kind: printer}", "`id` is missing"],
    ["- {id: A, kind: printer}", "3:8: `id` must be small letters"],
    ["- {id: a, kind: printer, modle: x}", "3:26: unknown key `modle`; did you mean `model`?"],
    ["- {id: a, kind: printer, lrc: x}", "3:26: unknown key `lrc`"],
    ["- {id: a, kind: printer, paper: [1]}", "3:33: `paper` must be text or a whole number"],
    ["- {id: a, kind: scanner, aim: maybe}", "3:31: `aim` must be true or false, not text"],
    ["- {id: a, kind: printer, cables: tcp:0}", "3:34: `cables` must be a list"],
    ["- {id: a, kind: card, cables: [tcp:0]}", "3:23: unknown key `cables`"],
    ["- {id: a, kind: display, printer: b}", "3:26: unknown key `printer`"],
    ["- {id: a, kind: drawer, pin: 3}", "3:30: `pin` must be 2 or 5"],
    ["- {id: a, kind: drawer, printer: b}", "3:34: there is no such printer; there is none"],
    [
      "- {id: till, kind: printer}\n- {id: d, kind: drawer, printer: tall}",
      "4:34: there is no such printer; did you mean `till`?",
    ],
    [
      "- {id: a, kind: display}\n- {id: a, kind: display}",
      "4:8: this id stands twice; give each its own",
    ],
    [" []", "3:2: `devices` must have a device at least"],
  ])("%s", (devices, said) => {
    expect(complaints(devices).join("\n")).toContain(said);
  });

  test("may have 32 devices, and not one more", () => {
    const of = (count: number): string =>
      Array.from({ length: count }, (_, at) => `- {id: d${at}, kind: display}`).join("\n");
    expect(complaints(of(32))).toEqual([]);
    expect(complaints(of(33))).toEqual(["c.yaml:3:1: `devices` must have at most 32 devices"]);
  });

  test("is told of all that is wrong in it at once", () => {
    const said = complaints("- {id: a, kind: scanner, aim: 1}\n- {id: A, kind: printer, modle: x}");
    expect(said).toEqual([
      "c.yaml:3:31: `aim` must be true or false, not a number",
      "c.yaml:4:8: `id` must be small letters, digits and hyphens, beginning with a letter, at most 40",
      "c.yaml:4:26: unknown key `modle`; did you mean `model`?",
    ]);
  });

  test("gives a kind its options as flags would, and files from beside itself", () => {
    const parsed = parseCheckout(
      "format: 1\ndevices:\n- {id: a, kind: card, card: cards/b.yaml, faults: [card.mute, card.status]}\n" +
        "- {id: b, kind: scanner, aim: true, reads: 2, prefix: ''}",
      "shop/c.yaml",
    );
    const [card, scanner] = parsed.ok ? parsed.value.devices : [];
    expect(card?.options.text("card")).toBe(resolve("shop/cards/b.yaml"));
    expect(card?.options.texts("fault")).toEqual(["card.mute", "card.status"]);
    expect([scanner?.options.on("aim"), scanner?.options.text("reads")]).toEqual([true, "2"]);
    expect([scanner?.options.text("prefix"), scanner?.options.text("suffix")]).toEqual([
      "",
      undefined,
    ]);
  });

  test("that comes with Tillyard has every kind of device", () => {
    const kinds = loadCheckout().devices.map(({ kind }) => kind.name);
    expect(kinds).toEqual(["printer", "drawer", "display", "scanner", "card", "pinpad"]);
    expect(USUAL_CHECKOUT_FILE).toMatch(/counter\.yaml$/);
  });
});
