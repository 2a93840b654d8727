import type { CardSettings } from "../../../scenarios/format/scenario.ts";
import type { Customer } from "../customer/customer.ts";
import type { ShownCode } from "../customer/phone-codes.ts";
import type { Till } from "../till/running-till.ts";
import type { CardPlace, Emit, Refusal } from "../trace-events.ts";
import type { DeviceKey, Means, Thing } from "./act.ts";
import type { Devices } from "./devices.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { Phone } from "./phone.ts";
import type { Scene } from "./scene.ts";

/** What comes of an act: why nothing can, or what is to be done. */
export type Outcome = Refusal | (() => void);

/** What a cashier's hands, eyes and voice can get at; acts are made of it. */
export type Rig = {
  /** In the cashier's name. */
  readonly emit: Emit;
  readonly scene: Scene;
  readonly customer: () => Customer;
  readonly till: Till;
  readonly devices: Devices;
  readonly phone: Phone;
  readonly faults: FaultDesk;
  readonly merchantId: string;
  /** Whether slips bear the date of someone else's bank, which is not the lesson's. */
  readonly bankOutside: boolean;
  /** The reader's field, and what is held to it now. */
  readonly field: () => "off" | "empty" | "card" | "phone";
  /** The card on the counter, in the slot, or last given back. */
  readonly cardInPlay: () => CardSettings | undefined;
  readonly wall: () => ShopTime;
  /** Counts the minutes of the shop's clock. */
  readonly minute: () => number;
  /** The payment code on the phone that the customer holds out. */
  readonly shownCode: () => ShownCode | undefined;
  readonly scanCode: () => Outcome;
  readonly scan: (item: string) => Outcome;
  /** What a scanner typed comes over the till's scanner cable. */
  readonly hearWedge: (text: string) => void;
  readonly pressTerminal: (key: DeviceKey) => Outcome;
  readonly pressTill: (key: DeviceKey) => Outcome;
  readonly tender: (means: Means) => Outcome;
  readonly moveCard: (to: Exclude<CardPlace, "wallet">) => void;
  readonly handPad: (to: "customer" | "cashier") => Outcome;
  readonly inReach: (thing: Thing) => boolean;
};

/** The shop's day and hour: `YYYY/MM/DD`, `hh:mm`, and `YYMM` as cards have it. */
export type ShopTime = {
  readonly date: string;
  readonly time: string;
  readonly yearMonth: string;
};
