import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { analyseActions, manageRisk } from "../../../../sim-server/core/emv/risk.ts";
import { openSession, type TerminalApplication } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";

const APPLICATION: TerminalApplication = {
  aid: "A000000333010101",
  match: "partial",
  version: "0030",
  actionCodes: { denial: "0010000000", online: "D84004F800" },
  floorLimitMinor: 0,
};

describe("terminal risk management", () => {
  test.each([
    ["floor limit 0", 0, "1800", "8000008000 0800"],
    ["at the floor limit", 8640, "1800", "8000008000 0800"],
    ["below the floor limit", 8641, "1800", "8000000000 0800"],
    ["the card does not want it", 0, "1000", "8000000000 0000"],
  ])("%s", (_name, floorLimitMinor, profile, expected) => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("82", fromHex(profile));
    manageRisk(session, { ...APPLICATION, floorLimitMinor });
    expect(`${toHex(session.tvr)} ${toHex(session.tsi)}`).toBe(expected);
  });
});

describe("action analysis", () => {
  const verdict = (
    tvr: string,
    issuer: { denial?: string; online?: string } = {},
    terminal = APPLICATION.actionCodes,
  ): string => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.tvr.set(fromHex(tvr));
    if (issuer.denial !== undefined) session.data.set("9F0E", fromHex(issuer.denial));
    if (issuer.online !== undefined) session.data.set("9F0F", fromHex(issuer.online));
    return analyseActions(session, { ...APPLICATION, actionCodes: terminal });
  };
  const issuer = { denial: "0010000000", online: "D8689CF800" };
  const none = { denial: "0000000000", online: "0000000000" };

  test.each([
    ["a usual sale", verdict("8000048000", issuer), "ask"],
    ["service not allowed", verdict("8010048000", issuer), "decline"],
    ["the terminal alone denies", verdict("0010000000", none), "decline"],
    ["the issuer alone denies", verdict("0010000000", issuer, none), "decline"],
    ["the terminal alone asks", verdict("0040000000", none), "ask"],
    ["the issuer alone asks", verdict("0000800000", issuer, none), "ask"],
    ["nobody minds", verdict("0080000000", none, none), "approve"],
    ["the issuer said nothing of it", verdict("0000000001", {}, none), "ask"],
    ["nothing noted", verdict("0000000000"), "approve"],
  ])("%s", (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});
