import { describe, expect, test } from "vitest";
import { paperText } from "../../../../device-emulators/devices/printer/paper.ts";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { mountPrinter } from "../../../../sim-server/core/counter/printer-mount.ts";
import type { Outcome } from "../../../../sim-server/core/counter/rig.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

/** Feeds beyond the tear bar, so that everything printed comes off. */
const FEED = "\n\n\n\n";

describe("the printer on the counter", () => {
  test("prints what comes down the cable, and what is torn off is that", () => {
    const printer = setUp();
    printer.send(`TRAINING\nRMB 44.40\n${FEED}`);
    expect(printer.mounted.view()).toMatchObject({ printing: true });
    printer.run(5_000);
    expect(printer.mounted.view()).toMatchObject({ printing: false, paper: "ok", cover: "closed" });
    printer.does(printer.mounted.tear());
    expect(printer.torn).toEqual([["TRAINING", "RMB 44.40"]]);
    expect(printer.said.join(", ")).toBe("TRAINING, RMB 44.40");
  });

  test("shows what has come past the tear bar, line by line as it comes, and no blank paper", () => {
    const printer = setUp();
    expect(printer.mounted.view().rising).toEqual([]);
    printer.send(`one\ntwo\n${FEED}`);
    const seen = new Set<string>();
    for (let passed = 0; passed < 500; passed += 10) {
      printer.run(10);
      seen.add(textOf(printer.mounted.view()));
    }
    expect([...seen]).toEqual(["", "one", "one two"]);
    printer.does(printer.mounted.tear());
    expect(printer.mounted.view().rising).toEqual([]);
  });

  test("shows all of what is printed once the roll has run out: nothing holds it back", () => {
    const printer = setUp();
    printer.send("one\n");
    printer.run(1_000);
    expect(textOf(printer.mounted.view())).toBe("");
    printer.mounted.limitPaper(0);
    expect(textOf(printer.mounted.view())).toBe("one");
    printer.does(printer.mounted.tear());
    expect(printer.torn).toEqual([["one"]]);
  });

  test("lights its lamps as its paper and its cover are", () => {
    const { mounted, does } = setUp();
    const lamps = () => Object.values(mounted.view().lamps).join(" ");
    expect(lamps()).toBe("off off");
    mounted.limitPaper(100);
    expect(lamps()).toBe("on off");
    mounted.limitPaper(0);
    expect(lamps()).toBe("on on");
    does(mounted.open());
    does(mounted.load());
    expect(lamps()).toBe("off on");
    does(mounted.close());
    expect(lamps()).toBe("off off");
  });

  test("is the same view as long as nothing changes, and another once something does", () => {
    const printer = setUp();
    const before = printer.mounted.view();
    printer.run(60_000);
    expect(printer.mounted.view()).toBe(before);
    printer.send(`x\n${FEED}`);
    printer.run(1_000);
    expect(printer.mounted.view()).not.toBe(before);
  });

  test("answers a question about itself through the cable", () => {
    const printer = setUp();
    printer.cable.a.send(Uint8Array.of(0x10, 0x04, 0x01));
    printer.run(100);
    expect(printer.replies).toHaveLength(1);
  });

  test("says when its paper nears its end, when it is out, and when a new roll is in", () => {
    const printer = setUp();
    printer.mounted.limitPaper(100);
    printer.mounted.limitPaper(100);
    printer.mounted.limitPaper(0);
    printer.does(printer.mounted.open());
    printer.does(printer.mounted.load());
    printer.does(printer.mounted.close());
    expect(printer.said.join(", ")).toBe(
      "near-end closed, out closed, out open, ok open, ok closed",
    );
  });

  test("prints on what it held, once there is paper and the cover is shut", () => {
    const printer = setUp();
    printer.mounted.flipOpen();
    printer.send(`late\n${FEED}`);
    printer.run(10_000);
    expect(printer.said).toEqual(["ok open"]);
    expect(printer.mounted.view().printing).toBe(true);
    printer.does(printer.mounted.close());
    printer.run(1_000);
    expect(printer.said).toEqual(["ok open", "ok closed", "late"]);
  });

  test("gives the printed rest of the old roll away with it, and no blank piece", () => {
    const printer = setUp();
    printer.does(printer.mounted.open());
    printer.does(printer.mounted.load());
    expect(printer.torn).toEqual([]);
    printer.does(printer.mounted.close());
    printer.send("half a slip\n");
    printer.run(1_000);
    printer.does(printer.mounted.open());
    printer.does(printer.mounted.load());
    expect(printer.torn).toEqual([["half a slip"]]);
  });
});

describe("what a printer refuses", () => {
  test.each<[string, (printer: Printer) => void, string]>([
    [
      "closed, nothing printed",
      () => undefined,
      "open:- close:not-now load:not-now tear:not-there",
    ],
    [
      "open, nothing printed",
      ({ mounted }) => mounted.flipOpen(),
      "open:not-now close:- load:- tear:not-there",
    ],
    [
      "a slip beyond the tear bar",
      (printer) => {
        printer.send(`slip\n${FEED}`);
        printer.run(5_000);
      },
      "open:- close:not-now load:not-now tear:-",
    ],
    [
      "a line still before the tear bar, and blank paper beyond it",
      (printer) => {
        printer.send("slip\n");
        printer.run(5_000);
      },
      "open:- close:not-now load:not-now tear:not-there",
    ],
  ])("%s", (_state, prepare, refusals) => {
    const printer = setUp();
    prepare(printer);
    const { open, close, load, tear } = printer.mounted;
    const drawn = Object.entries({ open, close, load, tear }).map(([name, act]) => {
      const outcome = act();
      return `${name}:${typeof outcome === "string" ? outcome : "-"}`;
    });
    expect(drawn.join(" ")).toBe(refusals);
  });

  test("a slip is torn off once", () => {
    const printer = setUp();
    printer.send(`slip\n${FEED}`);
    printer.run(5_000);
    printer.does(printer.mounted.tear());
    expect(printer.mounted.tear()).toBe("not-there");
  });
});

type Printer = ReturnType<typeof setUp>;

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const cable = world.line({ name: "printer", delayMs: 1 });
  const said: string[] = [];
  const torn: string[][] = [];
  const replies: Uint8Array[] = [];
  cable.a.onReceive = (bytes) => void replies.push(bytes);
  const mounted = mountPrinter({
    node: world.node("printer"),
    emit: (_kind, data) => void said.push(Object.values(data).join(" ")),
    cable: cable.b,
    paperMm: 5_000,
    torn: (paper) => void torn.push(paperText(paper)),
  });
  const run = (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms);
  return {
    mounted,
    cable,
    said,
    torn,
    replies,
    run,
    send: (text: string) => {
      cable.a.send(fromLatin1(text));
      run(1);
    },
    does: (outcome: Outcome) => {
      if (typeof outcome === "string") throw new Error(outcome);
      outcome();
    },
  };
}

function textOf({ rising }: ReturnType<Printer["mounted"]["view"]>): string {
  return rising
    .flatMap(({ runs }) => runs.map(({ text }) => text))
    .join(" ")
    .trim();
}
