import { describe, expect, test } from "vitest";
import { saleWith } from "../../../kit/sale-lesson.ts";
import { openYard, type Yard } from "../../../kit/yard.ts";

describe("a code on the customer's phone", () => {
  test("is shown on request, changes each minute, and is not read off the view", () => {
    const yard = withCode();
    yard.acts({ type: "say", phrase: "ask-card" });
    yard.run(3_000);
    expect(yard.view().customer.speech?.id).toBe("by-phone");
    expect(yard.view().mobile).toEqual({ shows: "code", scheme: "wechat", turn: 0 });
    yard.run(60_000);
    expect(yard.view().mobile).toEqual({ shows: "code", scheme: "wechat", turn: 1 });
    const { digits = "" } = yard.rig.shownCode() ?? {};
    expect(digits).toMatch(/^1[0-5]\d{16}$/);
    expect(JSON.stringify(yard.view())).not.toContain(digits);
    expect(yard.lines.join()).not.toContain(digits);
  });

  test("is not scanned while the terminal asks for none, nor before it is shown", () => {
    const yard = withCode();
    expect(yard.act({ type: "scan-code" })).toBe("not-there");
    yard.acts({ type: "say", phrase: "ask-card" });
    yard.run(3_000);
    expect(yard.act({ type: "scan-code" })).toBe("not-now");
  });

  test("reaches the terminal that asks for it, by its own scanner; the till hears nothing", () => {
    const yard = withCode();
    yard.acts({ type: "say", phrase: "ask-card" });
    yard.run(3_000);
    Object.assign(yard.rig.devices.terminal, { asksCode: () => true });
    const scanned: string[] = [];
    yard.cables.codeScanner.a.onReceive = (bytes) => scanned.push(String.fromCharCode(...bytes));
    yard.acts({ type: "scan-code" });
    expect(yard.act({ type: "scan-code" })).toBe("not-now");
    yard.run(500);
    expect(scanned.join("")).toMatch(/^1[0-5]\d{16}\r$/);
    expect(yard.told("till.unknown-code")).toEqual([]);
  });
});

/** A sale whose customer pays with a payment code. */
function withCode(): Yard {
  const code = {
    id: "code",
    scheme: "wechat",
    account: "savings",
    confirmAboveMinor: undefined,
    payer: "pays",
  } as const;
  const { customer } = saleWith({});
  return openYard(saleWith({ codes: [code], customer: { ...customer, wallet: ["code"] } }));
}
