import { describe, expect, test } from "vitest";
import type { KeySet } from "../../../../../sim-server/core/terminal/working-keys.ts";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

const STRIPE_CARD = { chip: "none", stripe: "works", serviceCode: "120" } as const;
const WAYS = { contactless: false, swipe: true, manual: false, code: false };

/** A shop whose terminal signs on for `keySet`, and a stripe card that it takes. */
function shop(keySet: KeySet, options: RigOptions = {}): Rig {
  const rig = buildRig({
    ...options,
    card: { ...STRIPE_CARD, track3: "996212345678901265=1561560" },
    config: { keySet, ways: WAYS },
    bank: (plain) => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        cards: account.cards.map((card) => ({ ...card, stripeOnly: true })),
      })),
    }),
  });
  rig.openShop();
  return rig;
}

function swipe(rig: Rig): void {
  rig.key("500");
  rig.press("enter");
  rig.until("insert-card");
  rig.slot.swipe("card", "chip-first", "good");
  rig.until("confirm-card");
  rig.press("enter");
  rig.until("pin");
  rig.run(50);
  rig.enterPin(PIN);
}

describe("a sign-on for", () => {
  test.each<[KeySet, string, boolean]>([
    ["001", "2000000000000000", true],
    ["003", "2600000000000000", true],
    ["004", "2610000000000000", false],
  ])("keys %s: PIN, MAC and tracks under them", (keySet, security, clear) => {
    const rig = shop(keySet);
    expect(rig.host.requests[0]?.fields[60]).toBe(`00000001${keySet}`);
    swipe(rig);
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    const fields = rig.host.requests.at(-1)?.fields;
    expect(fields?.[53]).toBe(security);
    expect(fields?.[35]?.startsWith("6212345678901265=")).toBe(clear);
    expect(fields?.[36] === "996212345678901265=1561560").toBe(clear);
  });

  test.each<KeySet>(["001", "003", "004"])(
    "keys %s: after a power cut they undo the sale before the next sign-on",
    (keySet) => {
      const rig = shop(keySet);
      swipe(rig);
      rig.until("receiving");
      rig.terminal.cut();
      rig.openShop();
      rig.finish();
      expect(rig.sent()).toBe("0800 0200 0400 0800");
      swipe(rig);
      rig.finish();
      expect(rig.outcomes()).toBe("reversed, approved 00");
    },
  );
});
