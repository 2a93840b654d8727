import { describe, expect, test } from "vitest";
import type { HostInstruction } from "../../../../../sim-server/core/bank/terminals.ts";
import { HOUSE } from "../../../../../sim-server/core/counter/house.ts";
import { buildRig, type Rig } from "../../../../kit/terminal-rig.ts";

/** A terminal that was told something in the header of a sale's answer. */
function told(...instructions: readonly HostInstruction[]): Rig {
  const rig = buildRig();
  rig.openShop();
  for (const one of instructions) rig.bank.instruct(HOUSE.terminalId, one);
  rig.sell("100");
  rig.run(20_000);
  return rig;
}

const sentSince = (rig: Rig): readonly string[] => {
  const codes = rig.host.requests.map(({ mti, fields }) => `${mti} ${fields[60]?.slice(8, 11)}`);
  return codes.slice(codes.findIndex((code) => code.startsWith("0200")) + 1);
};

describe("what the bank asks for in the header of an answer", () => {
  test.each([
    ["parameters", ["0800 360"]],
    ["status", ["0820 362"]],
    ["sign-on", ["0800 003"]],
    ["keys", ["0820 372", "0800 371"]],
    ["applications", ["0820 382", "0800 381"]],
  ] as const)("%s", (instruction, sent) => {
    const rig = told(instruction);
    expect(sentSince(rig)).toEqual(sent);
    expect(rig.terminal.screen().screen).toBe("idle");
  });

  test("several, one after another", () => {
    expect(sentSince(told("parameters", "status"))).toEqual(["0800 360", "0820 362"]);
  });

  test("is done once: the next sale brings nothing more", () => {
    const rig = told("status");
    rig.sell("200");
    rig.run(20_000);
    expect(sentSince(rig)).toEqual(["0820 362", "0200 000"]);
  });

  test("waits for the sale to end: slips first", () => {
    const rig = buildRig();
    rig.openShop();
    rig.bank.instruct(HOUSE.terminalId, "status");
    rig.sell("100");
    rig.run(20_000);
    const order = rig.told.flatMap(({ kind, data }) => {
      if (kind === "printer.printed") return ["printed"];
      return kind === "iso.sent" ? [data.mti] : [];
    });
    expect(order.lastIndexOf("printed")).toBeLessThan(order.lastIndexOf("0820"));
  });
});
