import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  powerField,
  powerOn,
  type ReaderEvent,
  type ReaderPort,
  transmit,
  transmitContactless,
} from "../../../../sim-server/core/drivers/reader-driver.ts";
import { createChannel } from "../../../../sim-server/core/world/channel.ts";
import { runFlow } from "../../../kit/node-flow.ts";

const NO_FIELD = {
  inField: () => false,
  powerField: () => undefined,
  transmitField: () => undefined,
};

const READ = { cla: 0x00, ins: 0xb2, p1: 1, p2: 0x0c, data: new Uint8Array(0), le: 256 };

describe("a command through the field", () => {
  test.each<[string, boolean, readonly ReaderEvent[], string]>([
    ["answered", true, [{ type: "field-answer", bytes: fromHex("AABB9000") }], "AABB 9000"],
    ["mute", true, [{ type: "field-mute" }], "mute"],
    ["a dead cable", true, [], "mute"],
    ["no card in it", false, [], "removed"],
    ["the card leaves", true, [{ type: "left" }], "removed"],
    ["a second card comes", true, [{ type: "collision" }], "removed"],
    [
      "an answer from the slot meanwhile",
      true,
      [
        { type: "answer", bytes: fromHex("6F00") },
        { type: "mute" },
        { type: "field-answer", bytes: fromHex("9000") },
      ],
      " 9000",
    ],
  ])("%s", (_name, there, come, expected) => {
    const ended = runFlow((world) => {
      const events = createChannel<ReaderEvent>("reader");
      let inField = there;
      const port: ReaderPort = {
        events,
        present: () => false,
        power: () => undefined,
        transmit: () => undefined,
        inField: () => inField,
        powerField: () => undefined,
        transmitField: () => {
          for (const event of come) {
            world.scheduler.after(20, () => {
              if (event.type === "left" || event.type === "collision") inField = false;
              events.put(event);
            });
          }
        },
      };
      return transmitContactless(port, READ);
    });
    if (ended === "still waiting") throw new Error(ended);
    const { result } = ended;
    expect(
      result.ok
        ? `${toHex(result.value.data)} ${result.value.statusWord.toString(16)}`
        : result.error,
    ).toBe(expected);
  });

  test("the field is switched through the port", () => {
    const switched: boolean[] = [];
    const port = { ...NO_FIELD, powerField: (on: boolean) => void switched.push(on) };
    powerField(
      {
        ...port,
        events: createChannel("reader"),
        present: () => false,
        power: () => undefined,
        transmit: () => undefined,
      },
      true,
    );
    expect(switched).toEqual([true]);
  });
});

type Answer = string | "mute" | "removed" | "nothing";

/** A reader whose card gives these answers in turn; the commands it saw, and what came of the first. */
function exchange(...answers: readonly Answer[]): string {
  const seen: string[] = [];
  const ended = runFlow((world) => {
    const events = createChannel<ReaderEvent>("reader");
    let present = true;
    const come = (next: Answer): void => {
      if (next === "nothing") return;
      if (next === "removed") present = false;
      events.put(eventOf(next));
    };
    const answer = (bytes: Uint8Array): void => {
      seen.push(toHex(bytes));
      const next = answers[seen.length - 1] ?? "nothing";
      world.scheduler.after(15, () => come(next));
    };
    const port: ReaderPort = {
      events,
      present: () => present,
      power: () => undefined,
      transmit: answer,
      ...NO_FIELD,
    };
    // Left over from before: it must not be taken for an answer.
    events.put({ type: "answer", bytes: fromHex("6F00") });
    return transmit(port, READ);
  });
  if (ended === "still waiting") return ended;
  const { result } = ended;
  const told = result.ok
    ? `${toHex(result.value.data)} ${result.value.statusWord.toString(16)}`
    : result.error;
  return `${seen.join(" ")} -> ${told}`;
}

function eventOf(answer: Exclude<Answer, "nothing">): ReaderEvent {
  if (answer === "removed") return { type: "presence", present: false };
  return answer === "mute" ? { type: "mute" } : { type: "answer", bytes: fromHex(answer) };
}

describe("a command through the reader", () => {
  test.each<[string, readonly Answer[], string]>([
    ["answered", ["AABB9000"], "00B2010C00 -> AABB 9000"],
    ["refused", ["6A83"], "00B2010C00 ->  6a83"],
    ["more to fetch", ["6102", "AABB9000"], "00B2010C00 00C0000002 -> AABB 9000"],
    [
      "more to fetch, twice",
      ["AA6101", "BB6100", "CC9000"],
      "00B2010C00 00C0000001 00C0000000 -> AABBCC 9000",
    ],
    ["another length", ["6C02", "AABB9000"], "00B2010C00 00B2010C02 -> AABB 9000"],
    ["another length, 256", ["6C00", "9000"], "00B2010C00 00B2010C00 ->  9000"],
    ["mute", ["mute"], "00B2010C00 -> mute"],
    ["pulled out", ["removed"], "00B2010C00 -> removed"],
    ["a dead cable", ["nothing"], "00B2010C00 -> mute"],
    ["half a status word", ["90"], "00B2010C00 -> mute"],
  ])("%s", (_name, answers, expected) => {
    expect(exchange(...answers)).toBe(expected);
  });

  test("a card that always has more is given up", () => {
    expect(exchange(...Array.from({ length: 40 }, () => "6101"))).toMatch(/-> mute$/);
  });

  test("an empty slot is not asked", () => {
    const ended = runFlow(() =>
      powerOn({
        events: createChannel<ReaderEvent>("reader"),
        present: () => false,
        power: () => {
          throw new Error("powered");
        },
        transmit: () => undefined,
        ...NO_FIELD,
      }),
    );
    expect(ended).toMatchObject({ result: { ok: false, error: "removed" } });
  });
});
