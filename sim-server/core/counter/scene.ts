import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Customer } from "../customer/customer.ts";
import { type Desk, layOut } from "./desk.ts";

/** What changes on and around the desk while a lesson is played. */
export type Scene = {
  /** Which customer this is, from 1. */
  visit: number;
  phase: "opening" | "open" | "ended";
  desk: Desk;
  customer: Customer | undefined;
  /** The card that was in play last. */
  lastCard: string | undefined;
  slips: number;
  /** The customer sees the terminal wait for the bank. */
  bankWait: boolean;
  /** The cashier has been seen looking at the pad in this entry. */
  stared: boolean;
  /** Last four digits of each card. */
  readonly tails: ReadonlyMap<string, string>;
};

/** The scene before the shop opens. */
export function setScene(scenario: Scenario): Scene {
  return {
    visit: 0,
    phase: "opening",
    desk: layOut(scenario.basket),
    customer: undefined,
    lastCard: undefined,
    slips: 0,
    bankWait: false,
    stared: false,
    tails: new Map(scenario.cards.map(({ id, number }) => [id, number.slice(-4)])),
  };
}
