import { describe, expect, test } from "vitest";
import { chipOf } from "../../../../device-emulators/devices/card/card-chip.ts";
import type { CardFault } from "../../../../device-emulators/devices/card/card-faults.ts";
import { throughGetResponse } from "../../../../device-emulators/devices/card/get-response.ts";
import {
  cardInHand,
  type PluggedEffect,
  type PluggedInput,
  plugIn,
} from "../../../../device-emulators/devices/card/plugged-card.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { card } from "../../../kit/cards.ts";
import { play } from "../../../kit/play.ts";

const insert: PluggedInput = { type: "insert" };
const remove: PluggedInput = { type: "remove" };
const on: PluggedInput = { type: "power-on" };
const faults = (...list: CardFault[]): PluggedInput => ({ type: "faults", faults: list });
const ask = (hex: string): PluggedInput => ({ type: "command", bytes: fromHex(hex) });
const PSE = ask("00A404000E315041592E5359532E444446303100");
const RECORD = ask("00B2010C00");
const START = [
  ask("00A4040008A00000033301010100"),
  ask("80A800000683040156015600"),
  ask("80AE80001D0000000086400000000000000156000000000001562506180012345678"),
];

function draw(effect: PluggedEffect): string {
  if (effect.type === "presence") return effect.present ? "in" : "out";
  if (effect.type === "mute") return `(${effect.afterMs})`;
  const after = effect.afterMs === 0 ? "" : `+${effect.afterMs}`;
  return toHex(effect.bytes).slice(-4) + after;
}

const said = (inputs: readonly PluggedInput[]): string =>
  play(
    plugIn(chipOf(card())),
    cardInHand(chipOf(card())),
    inputs.map((input) => [0, input] as const),
  )
    .effects.map(draw)
    .join(" ");

describe("a card at someone else's reader", () => {
  test.each<[string, readonly PluggedInput[], string]>([
    ["says nothing in the hand", [on, PSE, remove], ""],
    ["answers once it is in", [insert, on, PSE, RECORD], "in 44F0 9000 9000"],
    ["is put in once", [insert, insert], "in"],
    ["is pulled out once", [insert, remove, remove], "in out"],
    ["is silent without power", [insert, PSE], "in (1000)"],
    ["loses power with its place", [insert, on, remove, insert, PSE], "in 44F0 out in (1000)"],
    [
      "is out before it hears the second command",
      [faults({ kind: "pull", at: 2 }), insert, on, PSE, RECORD, RECORD],
      "in 44F0 9000 out",
    ],
    [
      "counts from each insertion",
      [faults({ kind: "pull", at: 1 }), insert, on, PSE, insert, on, PSE],
      "in 44F0 out in 44F0 out",
    ],
    [
      "does not hear what it is mute to",
      [faults({ kind: "mute", at: 1 }), insert, on, PSE, RECORD],
      "in 44F0 (1000) 6985",
    ],
    [
      "does not hear what it refuses by a fault",
      [faults({ kind: "status", statusWord: 0x6f00, at: 1 }), insert, on, PSE, RECORD],
      "in 44F0 6F00 6985",
    ],
    [
      "takes its time, over a wrong status word too",
      [
        faults({ kind: "slow", byMs: 700 }, { kind: "status", statusWord: 0x6f00, at: 2 }),
        insert,
        on,
        PSE,
        PSE,
      ],
      "in 44F0 9000+700 6F00+700",
    ],
    [
      "is mended while it is in",
      [faults({ kind: "mute" }), insert, on, PSE, faults(), PSE],
      "in 44F0 (1000) 9000",
    ],
    [
      "is out rather than mute",
      [faults({ kind: "mute" }, { kind: "pull", at: 1 }), insert, on, PSE],
      "in 44F0 out",
    ],
  ])("%s", (_name, inputs, expected) => {
    expect(said(inputs)).toBe(expected);
  });

  test("spoils its cryptogram, and nothing else", () => {
    const answers = (fault: PluggedInput): string[] =>
      play(
        plugIn(chipOf(card())),
        cardInHand(chipOf(card())),
        [fault, insert, on, ...START].map((input) => [0, input] as const),
      ).effects.flatMap((effect) => (effect.type === "answer" ? [toHex(effect.bytes)] : []));
    const [good, bad] = [answers(faults()), answers(faults({ kind: "cryptogram" }))];
    expect(good.length).toBe(4);
    expect(bad.slice(0, 3)).toEqual(good.slice(0, 3));
    expect(bad[3]).not.toBe(good[3]);
    expect(bad[3]?.length).toBe(good[3]?.length);
  });

  test("spoils what is fetched of its cryptogram too", () => {
    const chip = throughGetResponse(chipOf(card()));
    const [select, start = RECORD, generate = RECORD] = START;
    const commands = [select ?? PSE, start, ask("00C000000C"), generate, ask("00C0000015"), RECORD];
    const answers = (fault: PluggedInput): string[] =>
      play(
        plugIn(chip),
        cardInHand(chip),
        [fault, insert, on, ...commands].map((input) => [0, input] as const),
      ).effects.flatMap((effect) => (effect.type === "answer" ? [toHex(effect.bytes)] : []));
    const good = answers(faults());
    const bad = answers(faults({ kind: "cryptogram", at: 4 }));
    expect(good.map((answer) => answer.slice(-4)).join(" ")).toBe(
      "44F0 612D 610C 9000 6115 9000 6C28",
    );
    expect(bad.map((answer, at) => (answer === good[at] ? "=" : "/")).join("")).toBe("=====/=");
    expect(answers(faults({ kind: "cryptogram", at: 5 }))).toEqual(good);
  });

  test("remembers its counter through removal", () => {
    const inputs = [insert, on, ...START.slice(0, 2), remove, insert, on, ...START.slice(0, 2)];
    const { state } = play(
      plugIn(chipOf(card())),
      cardInHand(chipOf(card())),
      inputs.map((input) => [0, input] as const),
    );
    expect(state.chip.memory.atc).toBe(2);
  });
});
