import { expect, test } from "vitest";
import type { RealPrinter } from "../../../../sim-server/core/counter/printer-plug.ts";
import { shadowInputs } from "../../../../sim-server/core/counter/printer-shadow.ts";

type Report = Extract<RealPrinter, { cable: "in" }>["report"];
const real = (change: Partial<Report> = {}): RealPrinter => ({
  cable: "in",
  report: { paper: "ok", cover: "shut", online: true, ...change },
});
const OUT: RealPrinter = { cable: "out" };
const NO_PAPER = { paper: "out", online: false } as const;
const COVER_OPEN = { cover: "open", online: false } as const;

test.each<[string, RealPrinter | undefined, RealPrinter | undefined, string]>([
  ["a real one comes: no roll of its own ends", undefined, real(), "paper-left:1000000 close mend"],
  ["it comes with an open cover", undefined, real(COVER_OPEN), "paper-left:1000000 open mend"],
  ["it comes without paper", undefined, real(NO_PAPER), "close paper-left:0 mend"],
  ["nothing is new", real(), real(), "mend"],
  ["its paper nears the end", real(), real({ paper: "low" }), "mend"],
  ["its paper ends", real(), real(NO_PAPER), "paper-left:0 mend"],
  ["it is still out", real(NO_PAPER), real(NO_PAPER), "mend"],
  ["a roll is put in", real(NO_PAPER), real(), "load-paper paper-left:1000000 mend"],
  ["its cover opens", real(), real(COVER_OPEN), "open mend"],
  ["its cover is shut", real(COVER_OPEN), real(), "close mend"],
  ["it stops for another reason", real(), real({ online: false }), "fail"],
  ["its cable is pulled", real(), OUT, "power-cycle"],
  ["its cable is still out", OUT, OUT, ""],
  ["its cable is back", OUT, real(), "paper-left:1000000 close mend"],
  ["it is taken away", OUT, undefined, "mend close load-paper"],
  ["there was none, and is none", undefined, undefined, ""],
])("%s", (_what, before, now, drawn) => {
  const inputs = shadowInputs(before, now).map((input) =>
    input.type === "paper-left" ? `paper-left:${input.mm}` : input.type,
  );
  expect(inputs.sort().join(" ")).toBe(drawn.split(" ").sort().join(" "));
});
