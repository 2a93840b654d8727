import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import { stepFieldCard } from "../../../../device-emulators/devices/card/field-card.ts";
import {
  EMPTY_GATE,
  stepTokenGate,
  type TokenGateEffect,
  type TokenGateInput,
} from "../../../../device-emulators/devices/card-reader/token-gate.ts";
import type { ContactEffect, ContactInput } from "../../../../device-emulators/kit/apdu.ts";
import { fromHex, toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { Step } from "../../../../device-emulators/kit/step.ts";
import { card } from "../../../kit/cards.ts";
import { fieldCard } from "../../../kit/field-cards.ts";

/** A token: what it answers in hex; undefined where it says nothing. */
type Token = (command: string) => string | undefined;

const ATR = "3B0211A5";
/** As readers make it up for a memory without a chip, here a MIFARE Ultralight. */
const STORAGE_ATR = "3B8F8001804F0CA0000003060300030000000068";
const [PSE, PPSE, UNIONPAY, MIR] = ["1PAY.SYS.DDF01", "2PAY.SYS.DDF01", "A000000333", "A000000658"];
const GET_UID = "FFCA000000";

/** Everything that the gate does with a token, drawn: the names it asks for, and what it comes to. */
function pass(token: Token, atr = ATR): string[] {
  const inputs: TokenGateInput[] = [{ type: "token-present", atr: fromHex(atr) }];
  const drawn: string[] = [];
  let gate = EMPTY_GATE;
  for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
    const step = stepTokenGate(gate, input, 0);
    gate = step.state;
    for (const effect of step.effects) {
      drawn.push(draw(effect));
      if (effect.type === "transmit") inputs.push(answerOf(token, effect.bytes));
    }
  }
  expect(gate).toEqual({ kind: "settled" });
  return drawn;
}

function answerOf(token: Token, command: Uint8Array): TokenGateInput {
  const said = token(toHex(command));
  return said === undefined ? { type: "silence" } : { type: "answer", bytes: fromHex(said) };
}

function draw(effect: TokenGateEffect): string {
  switch (effect.type) {
    case "transmit":
      return nameIn(effect.bytes);
    case "admitted":
      return `${effect.token.kind} ${effect.token.hex}`;
    case "refused":
      return effect.why;
    case "power-off":
      return "power-off";
  }
}

function nameIn(command: Uint8Array): string {
  if (command[1] !== 0xa4) return toHex(command);
  expect(toHex(command.slice(0, 4))).toBe("00A40400");
  const name = command.slice(5, 5 + (command[4] ?? 0));
  return name[0] === 0xa0 ? toHex(name) : toLatin1(name);
}

/** What ends the drawing, after the last name that was asked for. */
function end(drawn: readonly string[]): string {
  return drawn.slice(drawn.indexOf("power-off")).join(" ");
}

/** Answers "not found" to every name but this one. */
const having =
  (name: string, answer: string | undefined): Token =>
  (command) =>
    command.includes(name) ? answer : "6A82";

const PSE_HEX = "315041592E5359532E4444463031";
const PPSE_HEX = "325041592E5359532E4444463031";

describe("a token without payment applications", () => {
  test("is asked for every one, then for its number, and let in without power", () => {
    const drawn = pass((command) => (command === GET_UID ? "04A1B2C3D4E5F69000" : "6A82"));
    expect(drawn.slice(0, 3)).toEqual([PSE, PPSE, UNIONPAY]);
    expect(drawn.slice(-4)).toEqual([MIR, GET_UID, "power-off", "uid 04A1B2C3D4E5F6"]);
  });

  test.each(["6A82", "6E00", "6D00", "6A81", undefined])(
    "is known by its answer to reset where it says %s when asked for a number",
    (said) => {
      const drawn = pass((command) => (command === GET_UID ? said : "6A82"));
      expect(end(drawn)).toBe(`power-off atr ${ATR}`);
    },
  );

  test("is of no use where it shows another number each time, or none at all", () => {
    const showing = (number: string) => (command: string) =>
      command === GET_UID ? `${number}9000` : "6A82";
    expect(end(pass(showing("08A1B2C3")))).toBe("power-off no-lasting-number");
    expect(end(pass(showing("08A1B2C3D4E5F6")))).toBe("power-off uid 08A1B2C3D4E5F6");
    expect(end(pass(showing("09A1B2C3")))).toBe("power-off uid 09A1B2C3");
    expect(end(pass(() => "6A82", ""))).toBe("power-off unreadable");
  });

  test("may be a memory that cannot be asked for names", () => {
    for (const said of ["6300", "6A81", "6982", undefined]) {
      const drawn = pass((command) => (command === GET_UID ? "04A1B2C39000" : said), STORAGE_ATR);
      expect(end(drawn)).toBe("power-off uid 04A1B2C3");
    }
    for (const said of ["9000", "6100", "6283", "6C10"]) {
      expect(end(pass(() => said, STORAGE_ATR))).toBe("power-off real-card");
    }
  });
});

describe("what may be a payment card is powered off before anything of it is asked", () => {
  test.each([
    ["has a directory at its contacts", PSE_HEX, "6F028400 9000", [PSE]],
    ["has a directory over the air", PPSE_HEX, "9000", [PSE, PPSE]],
    ["has bytes to fetch", PSE_HEX, "611C", [PSE]],
    ["wants another length", PSE_HEX, "6C1C", [PSE]],
    ["has a directory that is blocked", PSE_HEX, "6283", [PSE]],
    ["is blocked as a whole", PSE_HEX, "6A81", [PSE]],
    ["has no directory, and an application", UNIONPAY, "9000", [PSE, PPSE, UNIONPAY]],
    ["has an application that is blocked", UNIONPAY, "6283", [PSE, PPSE, UNIONPAY]],
    ["wants something before it answers", PSE_HEX, "6985", [PSE]],
    ["says not found, and data with it", PSE_HEX, "00 6A82", [PSE]],
    ["says what only memories may say", PSE_HEX, "6300", [PSE]],
  ])("because it %s", (_, name, said, asked) => {
    const drawn = pass(having(name, said.replaceAll(" ", "")));
    expect(drawn).toEqual([...asked, "power-off", "real-card"]);
  });

  test("the last name of the table counts like the first", () => {
    expect(pass(having(MIR, "9000")).slice(-3)).toEqual([MIR, "power-off", "real-card"]);
  });

  test("whatever its answer is, only a clear no goes on", () => {
    const words = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(words, (word) => {
        const said = word.toString(16).padStart(4, "0").toUpperCase();
        const on = ["6A82", "6D00", "6E00"].includes(said);
        expect(end(pass(having(PSE_HEX, said)))).toBe(
          on ? `power-off atr ${ATR}` : "power-off real-card",
        );
      }),
    );
  });

  test.each([
    ["no answer", undefined],
    ["half a status word", "90"],
  ])("a token with %s is of no use", (_, said) => {
    expect(pass(having(PPSE_HEX, said))).toEqual([PSE, PPSE, "power-off", "unreadable"]);
  });

  test("an emulated card is refused like any other", () => {
    const refused = ["power-off", "real-card"];
    expect(pass(tokenOf(stepCard, card()))).toEqual([PSE, ...refused]);
    expect(pass(tokenOf(stepCard, card({ blocked: true })))).toEqual([PSE, ...refused]);
    expect(pass(tokenOf(stepFieldCard, fieldCard()))).toEqual([PSE, PPSE, ...refused]);
  });
});

describe("the gate", () => {
  test("forgets the token that was taken away, and hears no answer of it", () => {
    const present = { type: "token-present", atr: fromHex(ATR) } as const;
    const answer = { type: "answer", bytes: fromHex("6A82") } as const;
    const asked = stepTokenGate(EMPTY_GATE, present, 0).state;
    const gone = stepTokenGate(asked, { type: "token-gone" }, 0);
    expect(gone).toEqual({ state: EMPTY_GATE, effects: [] });
    expect(stepTokenGate(gone.state, answer, 0)).toEqual({ state: EMPTY_GATE, effects: [] });
  });

  test("begins anew with whatever is laid there next", () => {
    const present = { type: "token-present", atr: fromHex(ATR) } as const;
    const first = stepTokenGate(EMPTY_GATE, present, 0);
    expect(stepTokenGate(first.state, present, 0)).toEqual(first);
  });
});

/** One of our own cards in a reader. */
function tokenOf<C>(
  machine: (card: C, input: ContactInput, nowMs: number) => Step<C, ContactEffect>,
  start: C,
): Token {
  let state = machine(start, { type: "power-on" }, 0).state;
  return (command) => {
    const step = machine(state, { type: "command", bytes: fromHex(command) }, 0);
    state = step.state;
    const [answer] = step.effects;
    return answer === undefined ? undefined : toHex(answer.bytes);
  };
}
