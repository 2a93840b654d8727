import { describe, expect, test } from "vitest";
import type { BankCallSettings } from "../../../../scenarios/format/scenario.ts";
import type { HolderStep, HolderTurn } from "../../../../sim-server/core/bank/holder-line.ts";
import {
  DIALLING_MS,
  FAREWELL_MS,
  PUTTING_AWAY_MS,
  REQUEST_MS,
  RINGING_MS,
  VERIFYING_MS,
} from "../../../../sim-server/core/customer/bank-call.ts";
import { bringCustomer, type CustomerSetting, card } from "../../../kit/customer-play.ts";
import { ended, SIGHTS } from "../../../kit/sights.ts";

const { PAD, ASKED, UNWATCHED, BACK, DECLINED, APPROVED } = SIGHTS;
const SENT = ["ask-card", 2, DECLINED, "issuer-only"] as const;
const TOLD = "here-is-card +card qing declined joy:85 asks-bank +call qing";

describe("sent to her issuer, she calls the line about the card that was tried", () => {
  test("and offers it again once her bank has settled it", () => {
    const { play } = calling({ unfreeze: "unfrozen" });
    expect(play([...SENT, 21])).toBe(`${TOLD} bank-says -call works-again`);
    expect(play([BACK, "ask-card", 2])).toBe("here-is-card +card qing");
  });

  test("which she hands over again where she has it back", () => {
    const { play } = calling({ unfreeze: "unfrozen" });
    const back = ["ask-card", 2, DECLINED, BACK, "issuer-only"] as const;
    expect(play([...back, 30])).toBe(`${TOLD} bank-says -call works-again +card qing`);
  });

  test("each part takes its time, and the whole half a minute at most", () => {
    const { play, timed } = calling({ explain: undefined, unfreeze: "unfrozen" });
    play([...SENT, 30]);
    const at = (word: string): number =>
      Number(
        timed()
          .find((line) => line.includes(` ${word}`))
          ?.split(" ")[0],
      );
    const wholeMs = DIALLING_MS + RINGING_MS + VERIFYING_MS + 2 * REQUEST_MS + FAREWELL_MS;
    expect(at("-call") - at("+call")).toBe(wholeMs + PUTTING_AWAY_MS);
    expect(wholeMs).toBeGreaterThan(20_000);
    expect(wholeMs).toBeLessThan(30_000);
  });

  test("and repeats aloud what she was told, in the agent's own words", () => {
    const { customer, play } = calling({ unfreeze: "unfrozen" });
    play([...SENT, 17.1]);
    const { id, zh, en } = customer.view().speech ?? {};
    expect([id, zh, en]).toEqual([
      "bank-says",
      "银行说：办好了 unfreeze。",
      "The bank says: Done: unfreeze.",
    ]);
  });

  test.each([
    ["a request that comes to nothing", { unfreeze: undefined }, "not-settled"],
    ["a card reported lost", { "report-lost": "reported-lost" }, "card-stopped"],
    [
      "a card she has stopped after all",
      { unfreeze: "unfrozen", freeze: "frozen" },
      "card-stopped",
    ],
  ] as const)("after %s it is as after any decline", (_name, done, line) => {
    const { play } = calling(done, { settings: { cashMinor: 10_000 } });
    const said = Object.keys(done).map(() => "bank-says");
    expect(play([...SENT, 30])).toBe([TOLD, ...said, "-call", line].join(" "));
    expect(play([BACK, "ask-other-means", 2])).toBe("cash-then +cash 10000");
  });

  test("who is not believed hears so, and the agent ends it", () => {
    const { play, lines } = calling({ unfreeze: "unfrozen" }, {}, false);
    expect(play([...SENT, 14])).toBe(`${TOLD} bank-says -call not-settled`);
    expect(play([BACK, "ask-other-means", 3])).toBe("nothing-else left:85-goods gone");
    expect(lines().join("\n")).toContain('"by":"agent","settled":false');
  });
});

describe("while she talks to her bank", () => {
  test("she answers shortly, and nothing that is asked is done", () => {
    const { play } = calling({ unfreeze: "unfrozen" });
    play(SENT);
    expect(play(["ask-other-means", "ask-card", "thank", "greet", 3])).toBe(
      "on-the-phone on-the-phone on-the-phone on-the-phone",
    );
    expect(play([30])).toBe("bank-says -call works-again");
  });

  test("what hurts still hurts", () => {
    const { play } = calling({ unfreeze: "unfrozen" });
    play(SENT);
    expect(play(["explain-loudly"])).toBe("calm:70 on-the-phone");
  });

  test("waiting costs her no patience, and does again afterwards", () => {
    const asks = ["explain", "explain", "explain", "explain", "explain", "explain"];
    const done = { explain: undefined };
    const { play } = calling(done, { settings: { callsBank: call({ asks }) } });
    play([...SENT, 20]);
    expect(play([24])).not.toMatch(/:\d/);
    expect(play([100])).toMatch(/:\d/);
  });

  test("she neither keys a PIN nor taps, and keys it when she is back", () => {
    const { customer, play } = calling({ unfreeze: "unfrozen" });
    play(SENT);
    expect(play([PAD, ASKED, UNWATCHED, 6])).toBe("");
    expect(customer.tap()).toBeUndefined();
    expect(play([20])).toBe(
      "bank-says -call works-again key 1 key 2 key 3 key 4 key 5 key 6 key enter",
    );
  });

  test("paid meanwhile, she only puts the phone away, and goes as ever", () => {
    const { play } = calling({ unfreeze: "unfrozen" });
    play(SENT);
    expect(play([APPROVED, 21])).toBe("at-last bank-says -call");
    expect(play([BACK, SIGHTS.SLIP, "thank", 3])).toBe("goodbye left:85 gone");
  });
});

test("a PIN that she changed is the one that she keys from then on", () => {
  const settings = { callsBank: call({ asks: ["change-pin"], newPin: "975310" }) };
  const { play, lines } = calling({ "change-pin": "pin-changed" }, { settings });
  play([...SENT, 25]);
  expect(play([UNWATCHED, PAD, ASKED, 5])).toBe("key 9 key 7 key 5 key 3 key 1 key 0 key enter");
  expect(lines().join("\n")).not.toContain("975310");
});

test("she calls once about a card, and about the next one again", () => {
  const cards = [card(), card({ id: "plum" })];
  const { play } = calling({ unfreeze: undefined }, { cards });
  play([...SENT, 25]);
  expect(play(["issuer-only"])).toBe("called-already");
  play([BACK, "ask-other-means", 2, DECLINED]);
  expect(play(["issuer-only"])).toContain("asks-bank +call plum");
});

test.each<readonly [string, CustomerSetting, readonly (typeof SENT)[number][]]>([
  ["who does not call banks", { settings: { callsBank: undefined } }, [...SENT]],
  ["who was not refused", {}, ["ask-card", 2, "issuer-only"]],
])("%s does not", (_name, setting, happenings) => {
  const { play } = calling({ unfreeze: "unfrozen" }, setting);
  expect(play([...happenings, 30])).not.toContain("+call");
});

test("the refusal of a wrong PIN leaves the card as it was when nothing was settled", () => {
  const { play } = calling({ explain: undefined });
  play(["ask-card", 2, ended("declined", "55"), "issuer-only", 25]);
  expect(play([BACK, "ask-card", 2])).toBe("here-is-card +card qing");
});

function call(change: Partial<BankCallSettings>): BankCallSettings {
  return { asks: ["unfreeze"], identity: "right", newPin: undefined, ...change };
}

/** A customer who asks for what an agent of ours does; with no change it does nothing. */
function calling(
  done: Readonly<Partial<Record<HolderStep["kind"], HolderTurn["changed"]>>>,
  setting: CustomerSetting = {},
  believed = true,
) {
  const settings = { callsBank: call({ asks: Object.keys(done) }), ...setting.settings };
  const offers = ["verify", ...Object.keys(done), "farewell"] as HolderStep["kind"][];
  const agent = ({ kind }: HolderStep): HolderTurn => {
    const over = kind === "farewell" || (kind === "verify" && !believed);
    const changed = done[kind];
    const text = { zh: `办好了 ${kind}。`, en: `Done: ${kind}.` };
    return {
      says: text,
      choices: over ? [] : offers.map((id) => ({ id, text, next: { kind: id } })),
      ...(changed !== undefined && { changed }),
    };
  };
  return bringCustomer({ ...setting, settings, agent });
}
