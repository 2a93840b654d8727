import { describe, expect, test } from "vitest";
import { buildRig, PIN, type Rig } from "../../../kit/terminal-rig.ts";

/** Paper for half a slip: it is about 130 mm long. */
const HALF_A_SLIP_MM = 60;

function approve(options: Parameters<typeof buildRig>[0]): Rig {
  const rig = buildRig(options);
  rig.openShop();
  rig.beginSale("8640");
  rig.enterPin(PIN);
  return rig;
}

function reload(rig: Rig): void {
  rig.hands("open");
  rig.hands("load");
  rig.hands("close");
  rig.run(5_000);
  rig.hands("tear");
  rig.press("enter");
}

/** Each slip that was torn off, as its copy, `+` where it is marked as printed before. */
function copies(rig: Rig): string {
  return rig.slips
    .map((slip) => {
      const has = (text: string): boolean => slip.some((line) => line.includes(text));
      const copy = has("MERCHANT COPY") ? "merchant" : has("CARDHOLDER") ? "cardholder" : "rest";
      return copy + (has("重打印") ? "+" : "");
    })
    .join(" ");
}

describe("the slips of an approved sale", () => {
  test("paper out in mid slip: printed again in full, marked, and the sale stays approved", () => {
    const rig = approve({ paperMm: HALF_A_SLIP_MM });
    rig.until("paper-out");
    expect(rig.body()).toEqual(["打印机缺纸", "请装纸后按确认", "凭证 000002 待打"]);
    reload(rig);
    rig.until("next-copy");
    rig.hands("tear");
    rig.press("enter");
    rig.until("remove-card");
    rig.hands("tear");
    expect(copies(rig).endsWith("merchant+ cardholder")).toBe(true);
    expect(rig.outcomes()).toBe("approved 00");
    expect(rig.chargedMinor()).toBe(8640);
  });

  test("no paper from the start: the first slip is no duplicate", () => {
    const rig = approve({ paperMm: 0 });
    rig.until("paper-out");
    reload(rig);
    rig.until("next-copy");
    rig.hands("tear");
    expect(copies(rig)).toBe("merchant");
  });

  test("enter before the paper is there asks for it again", () => {
    const rig = approve({ paperMm: HALF_A_SLIP_MM });
    rig.until("paper-out");
    rig.press("enter");
    rig.run(1_000);
    expect(rig.of("terminal.screen").slice(-2)).toMatchObject([
      { screen: "printing" },
      { screen: "paper-out" },
    ]);
  });

  test("cancel leaves it; the menu prints both copies later, marked", () => {
    const rig = approve({ paperMm: HALF_A_SLIP_MM });
    rig.until("paper-out");
    rig.press("cancel");
    rig.until("remove-card");
    rig.slot.remove();
    rig.until("idle");
    reload(rig);
    rig.press("6", "1");
    rig.until("next-copy");
    rig.hands("tear");
    rig.press("enter");
    rig.until("idle");
    rig.hands("tear");
    expect(copies(rig).endsWith("merchant+ cardholder+")).toBe(true);
    expect(rig.sent()).toBe("0800 0200");
    expect(rig.chargedMinor()).toBe(8640);
  });

  test("an open cover is a fault of the printer", () => {
    const rig = approve({});
    rig.until("approved");
    rig.hands("open");
    rig.until("paper-out");
    expect(rig.body()[0]).toBe("打印机故障");
  });

  test("one copy is the merchant's", () => {
    const rig = approve({ config: { copies: 1 } });
    rig.until("remove-card");
    rig.hands("tear");
    expect(copies(rig)).toBe("merchant");
  });

  test("the next copy comes by itself when nobody presses enter for a minute", () => {
    const rig = approve({});
    rig.until("next-copy");
    rig.run(60_000);
    rig.until("remove-card");
  });

  test("without a sale there is nothing to print again", () => {
    const rig = buildRig();
    rig.openShop();
    rig.press("enter", "6", "1");
    expect(rig.of("terminal.screen").at(-1)?.screen).toBe("nothing-to-reprint");
    rig.press("enter");
    rig.until("idle");
  });
});
