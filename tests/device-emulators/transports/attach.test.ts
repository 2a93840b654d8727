import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRINTER_MODELS } from "../../../device-emulators/devices/printer/models.ts";
import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import type { Step } from "../../../device-emulators/kit/step.ts";
import {
  attach,
  type Device,
  PIECE_BYTES_MAX,
} from "../../../device-emulators/transports/attach.ts";
import { createMemoryCable } from "../../../device-emulators/transports/memory.ts";
import { createHandClock } from "../../kit/hand-clock.ts";

/**
 * A device to try cables with: it keeps what it hears, says ">" and the byte for each, stops the
 * line at "s", speaks up ("!") a second after "w", and goes on when a hand pushes it.
 */
type State = { readonly heard: string };
type Input =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "push" | "tick" };
type Effect =
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "flow"; readonly ready: boolean };

function step({ heard }: State, input: Input, nowMs: number): Step<State, Effect> {
  if (input.type !== "bytes") {
    const does: Effect =
      input.type === "push" ? { type: "flow", ready: true } : { type: "say", text: "!" };
    return { state: { heard }, effects: [does] };
  }
  const text = toLatin1(input.bytes);
  const effects: Effect[] = [...text].map((byte) => ({ type: "say", text: `>${byte}` }));
  if (text.includes("s")) effects.push({ type: "flow", ready: false });
  const next = { state: { heard: heard + text }, effects };
  return text.includes("w") ? { ...next, wakeAtMs: nowMs + 1_000 } : next;
}

const DEVICE: Device<State, Input, Effect> = {
  machine: step,
  initial: { heard: "" },
  hears: (bytes) => ({ type: "bytes", bytes }),
  wants: (effect) =>
    effect.type === "flow" ? effect : { type: "send", bytes: fromLatin1(effect.text) },
};

async function plugIn() {
  const clock = createHandClock();
  const cable = createMemoryCable();
  const seen: string[] = [];
  const device = attach(DEVICE, clock, {
    saw: (effect) => seen.push(effect.type === "say" ? effect.text : `flow ${effect.ready}`),
    cable: {
      opened: ({ name }) => seen.push(`${name} came`),
      closed: ({ name }, how) => seen.push(`${name} ${how}`),
    },
  });
  await device.plug(cable.open);
  const connect = (name: string) => {
    const client = cable.connect(name);
    return {
      ...client,
      type: (text: string) => client.write(fromLatin1(text)),
      said: () => toLatin1(client.read()),
    };
  };
  return { clock, device, seen, connect };
}

describe("a device on its cable", () => {
  test("answers who spoke, and nobody else", async () => {
    const { connect } = await plugIn();
    const [one, other] = [connect("one"), connect("other")];
    one.type("a");
    other.type("b");
    expect([one.said(), other.said()]).toEqual([">a", ">b"]);
  });

  test("speaks to everybody when nobody had spoken", async () => {
    const { clock, connect } = await plugIn();
    const [one, other] = [connect("one"), connect("other")];
    one.type("w");
    one.said();
    clock.pass(999);
    expect([one.said(), other.said()]).toEqual(["", ""]);
    clock.pass(1);
    expect([one.said(), other.said()]).toEqual(["!", "!"]);
  });

  test("keeps its state from one connection to the next", async () => {
    const { device, connect } = await plugIn();
    const one = connect("one");
    one.type("ab");
    one.close();
    connect("other").type("c");
    expect(device.state().heard).toBe("abc");
  });

  test("is woken once, at the time that its latest step named", async () => {
    const { clock, connect, seen } = await plugIn();
    const one = connect("one");
    one.type("w");
    clock.pass(600);
    one.type("w");
    clock.pass(999);
    expect(seen).not.toContain("!");
    clock.pass(5_000);
    expect(seen.filter((word) => word === "!")).toHaveLength(1);
  });

  test("is not woken by a step that names no time, nor after it was unplugged", async () => {
    const { clock, device, connect, seen } = await plugIn();
    connect("one").type("w");
    connect("two").type("a");
    clock.pass(5_000);
    connect("three").type("w");
    await device.close();
    clock.pass(5_000);
    expect(seen).not.toContain("!");
  });

  test("reads no more while it says stop, from nobody, and all of it afterwards", async () => {
    const { device, connect } = await plugIn();
    const one = connect("one");
    one.type("s");
    one.type("a");
    const late = connect("late");
    late.type("b");
    expect([device.state().heard, one.pending(), late.pending()]).toEqual(["s", 1, 1]);
    device.send({ type: "push" });
    expect([device.state().heard, one.pending(), late.pending()]).toEqual(["sab", 0, 0]);
  });

  test("is given one piece at most once it said stop, however much came at once", async () => {
    const { device, connect } = await plugIn();
    connect("one").type(`s${"x".repeat(3 * PIECE_BYTES_MAX)}`);
    expect(device.state().heard).toHaveLength(PIECE_BYTES_MAX);
    device.send({ type: "push" });
    expect(device.state().heard).toHaveLength(3 * PIECE_BYTES_MAX + 1);
  });

  test("hangs up on who said all, at once or when it has nothing left to do", async () => {
    const { clock, connect } = await plugIn();
    const [quick, slow] = [connect("quick"), connect("slow")];
    quick.type("a");
    quick.end();
    slow.type("w");
    slow.end();
    expect([quick.ending(), slow.ending()]).toEqual(["closed", undefined]);
    clock.pass(1_000);
    expect([slow.said(), slow.ending()]).toEqual([">w!", "closed"]);
  });

  test("tells who comes and goes, and how", async () => {
    const { device, connect, seen } = await plugIn();
    connect("one").close();
    connect("two").close("reset");
    connect("three");
    await device.close();
    expect(seen).toEqual([
      ...["one came", "one closed", "two came", "two reset"],
      ...["three came", "three reset"],
    ]);
  });
});

test("however the bytes are cut, the device hears the same and answers the same", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ minLength: 1, maxLength: 3_000 })), async (parts) => {
      const { device, connect } = await plugIn();
      const one = connect("one");
      const plain = parts.map((part) => part.replaceAll(/[^ -~]|[sw]/g, "."));
      const said = plain.map((part) => {
        one.type(part);
        return one.said();
      });
      expect(device.state().heard).toBe(plain.join(""));
      expect(said).toEqual(plain.map((part) => part.replaceAll(/./g, ">$&")));
    }),
    { numRuns: 50 },
  );
});

test.each([...PRINTER_MODELS.values()].map((model) => [model.name, model] as const))(
  "%s that says stop has room for what is still on its way",
  (_name, { bufferBytesMax, bufferBytesHigh }) => {
    expect(bufferBytesMax - bufferBytesHigh).toBeGreaterThanOrEqual(PIECE_BYTES_MAX);
  },
);
