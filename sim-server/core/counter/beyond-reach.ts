import type { Answer, Scenario } from "../../../scenarios/format/scenario.ts";
import { ridesOnLine } from "./fault-desk.ts";

/**
 * What of a lesson cannot come about when someone else's bank answers: what the lesson says of the
 * bank's line, accounts and cards is true of the world's own bank alone.
 *
 * @returns one sentence each; none where the lesson can be played there
 */
export function beyondReach(scenario: Scenario): readonly string[] {
  const { faults, accounts, cards, codes, bank, answers, customer } = scenario;
  const calls = ({ play }: Answer): boolean => play.some((intention) => intention.do === "answer");
  return [
    ...faults
      .filter(ridesOnLine)
      .map(({ fault }) => `fault ${fault} cannot act on someone else's bank or its line`),
    ...accounts
      .filter(({ state }) => state !== "normal")
      .map(({ id, state }) => `account ${id} cannot be made ${state} at someone else's bank`),
    ...cards
      .filter(({ state }) => state !== "normal")
      .map(({ id, state }) => `card ${id} cannot be made ${state} at someone else's bank`),
    ...cards
      .filter(({ pinTriesLeft }) => pinTriesLeft < PIN_TRIES)
      .map(({ id }) => `the PIN tries of card ${id} cannot be set at someone else's bank`),
    ...codes.map(({ id }) => `code ${id} is not known to someone else's bank`),
    ...(bank.issuer === "up"
      ? []
      : [`the issuer cannot be made ${bank.issuer} at someone else's bank`]),
    ...(customer.callsBank === undefined
      ? []
      : ["the customer's call does not reach someone else's bank"]),
    ...(calls(answers.right)
      ? ["the bank's service line sees none of someone else's accounts"]
      : []),
  ];
}

/** What a lesson expects and nobody here can look up: the accounts are at someone else's bank. */
export function beyondSight({ expect }: Scenario): readonly string[] {
  return [
    ...Object.keys(expect?.balancesMinor ?? {}).map(
      (id) => `what account ${id} holds is not looked at: it is at someone else's bank`,
    ),
    ...(expect?.messages === undefined
      ? []
      : ["what messages arrive is not looked at: they arrive at someone else's bank"]),
  ];
}

/** The lesson without what nobody here can look up. */
export function withinSight(scenario: Scenario): Scenario {
  const { expect } = scenario;
  return expect === undefined
    ? scenario
    : { ...scenario, expect: { ...expect, balancesMinor: {}, messages: undefined } };
}

/** @source ISO 9564-1 and issuers' practice: three */
const PIN_TRIES = 3;
