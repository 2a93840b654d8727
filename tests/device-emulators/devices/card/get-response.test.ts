import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Chip } from "../../../../device-emulators/devices/card/chip.ts";
import { throughGetResponse } from "../../../../device-emulators/devices/card/get-response.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";

/** A chip that answers with what it was given, and counts the commands that it obeyed. */
const answering = (answer: string): Chip<number> => ({
  machine: (obeyed, input) =>
    input.type === "command"
      ? { state: obeyed + 1, effects: [{ type: "answer", bytes: fromHex(answer) }] }
      : { state: obeyed, effects: [] },
  initial: 0,
  answerToReset: fromHex("3B00"),
  answerBytesMax: 258,
});

/** What comes back for each command, shortened to its ends, and how many the chip obeyed. */
function talk(answer: string, commands: readonly string[]): string {
  const chip = throughGetResponse(answering(answer));
  let state = chip.initial;
  const said = commands.map((command) => {
    const step = chip.machine(state, { type: "command", bytes: fromHex(command) }, 0);
    state = step.state;
    return step.effects.map(({ bytes }) => short(toHex(bytes))).join();
  });
  return `${said.join(" ")} (${state.chip})`;
}

const short = (hex: string): string =>
  hex.length > 20 ? `${hex.slice(0, 2)}..${hex.slice(-4)}` : hex;

const SELECT = "00A4040002 3F00".replace(" ", "");
const bytes = (count: number) => "5A".repeat(count);

describe("under T=0", () => {
  test.each<[string, string, readonly string[], string]>([
    [
      "data behind data wait to be fetched",
      "AABB9000",
      [SELECT, "00C0000002"],
      "6102 AABB9000 (1)",
    ],
    ["with Le too", "AABB9000", [`${SELECT}00`, "00C0000002"], "6102 AABB9000 (1)"],
    [
      "are fetched once",
      "AABB9000",
      [SELECT, "00C0000002", "00C0000002"],
      "6102 AABB9000 6985 (1)",
    ],
    [
      "or in pieces",
      "AABBCC9000",
      [SELECT, "00C0000002", "00C0000001"],
      "6103 AABB6101 CC9000 (1)",
    ],
    ["by their number", "AABB9000", [SELECT, "00C0000000", "00C0000002"], "6102 6C02 AABB9000 (1)"],
    ["and never by a larger one", "AABB9000", [SELECT, "00C0000003"], "6102 6C02 (1)"],
    ["with a warning of the chip's", "AABB6283", [SELECT, "00C0000002"], "6102 AABB6283 (1)"],
    [
      "are gone with the next command",
      "AABB9000",
      [SELECT, "00B2010C02", "00C0000002"],
      "6102 AABB9000 6985 (2)",
    ],
    ["a status word alone comes at once", "6A82", [SELECT, "00B2010C00"], "6A82 6A82 (2)"],
    ["nothing waits at first", "AABB9000", ["00C0000002"], "6985 (0)"],
    ["a wrong length is not obeyed", "AABB9000", ["00B2010C00", "00B2010C02"], "6C02 AABB9000 (1)"],
    ["nor none at all", "AABB9000", ["00B2010C", "00B2010C03"], "6C02 6C02 (0)"],
    [
      "255 bytes have their number",
      `${bytes(255)}9000`,
      [SELECT, "00C00000FF"],
      "61FF 5A..9000 (1)",
    ],
    ["256 are told as none", `${bytes(256)}9000`, [SELECT, "00C0000000"], "6100 5A..9000 (1)"],
    ["and asked for so", `${bytes(256)}9000`, ["00B2010CFF", "00B2010C00"], "6C00 5A..9000 (1)"],
  ])("%s", (_, answer, commands, said) => {
    expect(talk(answer, commands)).toBe(said);
  });

  test("what is no command, a reset and a silent chip pass as they are", () => {
    expect(talk("6700", ["00A4"])).toBe("6700 (1)");
    const chip = throughGetResponse({
      ...answering(""),
      machine: (state) => ({ state, effects: [] }),
    });
    const command = { type: "command", bytes: fromHex(SELECT) } as const;
    expect(chip.machine(chip.initial, command, 0).effects).toEqual([]);
    expect(chip.answerToReset).toEqual(fromHex("3B00"));
  });

  test("power that goes takes with it what waits", () => {
    const chip = throughGetResponse(answering("AABB9000"));
    const asked = chip.machine(chip.initial, { type: "command", bytes: fromHex(SELECT) }, 0).state;
    const reset = chip.machine(asked, { type: "power-off" }, 0).state;
    expect(asked.waiting).toBeDefined();
    expect(reset.waiting).toBeUndefined();
  });

  test("whoever does as he is told gets every answer whole", () => {
    const data = fc.uint8Array({ minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(data, fc.boolean(), (data, brings) => {
        const answer = `${toHex(data)}9000`;
        const chip = throughGetResponse(answering(answer));
        const first = brings ? SELECT : "00B2010C01";
        const ask = (state: typeof chip.initial, hex: string) => {
          const step = chip.machine(state, { type: "command", bytes: fromHex(hex) }, 0);
          return { state: step.state, said: toHex(step.effects[0]?.bytes ?? new Uint8Array()) };
        };
        const told = ask(chip.initial, first);
        if (told.said === answer) {
          expect(data).toHaveLength(1);
          return;
        }
        expect(told.said.slice(0, 2)).toBe(brings ? "61" : "6C");
        const next = brings ? "00C00000" : "00B2010C";
        expect(ask(told.state, `${next}${told.said.slice(2)}`).said).toBe(answer);
      }),
    );
  });
});
