import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Scenario } from "../../../scenarios/format/scenario.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import type { CodeBook, ShownCode } from "../customer/phone-codes.ts";
import type { Till } from "../till/running-till.ts";
import { refusesAct } from "../till/till.ts";
import type { Emit } from "../trace-events.ts";
import type { Thing } from "./act.ts";
import { slipOnCounter } from "./desk.ts";
import type { Devices } from "./devices.ts";
import type { FaultDesk } from "./fault-desk.ts";
import { moveCard } from "./happenings.ts";
import type { Phone } from "./phone.ts";
import type { Outcome, Rig, ShopTime } from "./rig.ts";
import type { Scene } from "./scene.ts";

/** The parts that a cashier's hands, eyes and voice reach. */
export type RigOptions = {
  readonly scenario: Scenario;
  readonly merchantId: string;
  readonly bankOutside: boolean;
  readonly emit: Emit;
  readonly scene: Scene;
  readonly till: Till;
  readonly devices: Devices;
  readonly phone: Phone;
  readonly faults: FaultDesk;
  readonly codes: CodeBook;
  readonly hearWedge: (text: string) => void;
  readonly wall: () => ShopTime;
  readonly minute: () => number;
};

const CODE_OF: ReadonlyMap<string, string> = new Map(GOODS.map(({ id, code }) => [id, code]));

/** The cashier's reach over a counter's parts. */
export function rigUp(options: RigOptions): Rig {
  const { scenario, emit, scene, till, devices, phone, faults, codes, wall, minute } = options;
  const { scanner, codeScanner, terminal } = devices;
  const cards = new Map(scenario.cards.map((card) => [card.id, card]));
  const shownCode = (): ShownCode | undefined => {
    const { mobile } = scene.desk;
    return mobile?.shows === "code" ? codes.shown(mobile.id) : undefined;
  };
  const seesWork = (): void => scene.customer?.see({ type: "work" });

  return {
    emit,
    scene,
    till,
    devices,
    phone,
    faults,
    wall,
    minute,
    merchantId: options.merchantId,
    bankOutside: options.bankOutside,
    hearWedge: options.hearWedge,
    customer: () => {
      invariant(scene.customer !== undefined, "nobody acts before the customer has come");
      return scene.customer;
    },
    field: () => {
      const [held] = devices.slot.held();
      if (held !== undefined) return cards.get(held)?.kind ?? "card";
      return devices.slot.fieldOn() ? "empty" : "off";
    },
    cardInPlay: () => cards.get(scene.lastCard ?? ""),
    shownCode,
    scanCode: () => {
      const code = shownCode();
      const id = scene.desk.mobile?.id;
      if (id === undefined || code === undefined || code.scheme === "k-code") return "not-there";
      if (!terminal.asksCode() || codeScanner.busy()) return "not-now";
      return () => {
        codeScanner.trigger(codes.scan(id));
        seesWork();
      };
    },
    scan: (item) => {
      if (scanner.busy()) return "not-now";
      return () => {
        scanner.trigger(CODE_OF.get(item) ?? "");
        seesWork();
      };
    },
    pressTerminal: (key) => {
      if (!terminal.powered()) return "not-now";
      return () => {
        for (let press = faults.presses(key); press > 0; press -= 1) terminal.press(key);
        seesWork();
      };
    },
    pressTill: (key) => {
      const refused = refusesAct(till.state(), { type: "key", key });
      return refused ?? (() => till.send({ type: "key", key }));
    },
    tender: (means) => {
      const refused = refusesAct(till.state(), { type: "tender", means });
      return refused ?? (() => till.send({ type: "tender", means }));
    },
    moveCard: (to) => {
      const { card } = scene.desk;
      if (card !== undefined) moveCard(scene, emit, card.id, to);
    },
    handPad: (to) => handPad(scene, emit, to),
    inReach: (thing) => inReach(scene, thing),
  };
}

function handPad(scene: Scene, emit: Emit, to: "customer" | "cashier"): Outcome {
  if (scene.desk.pad === to) return "not-now";
  return () => {
    const facing = to === "cashier" ? "towards" : scene.desk.facing;
    scene.desk = { ...scene.desk, pad: to, facing };
    emit("pin-pad.moved", { to });
    if (facing === "towards") scene.customer?.see({ type: "unwatched", on: false });
    scene.customer?.see({ type: "pad", mine: to === "customer" });
  };
}

function inReach({ desk }: Scene, thing: Thing): boolean {
  switch (thing) {
    case "card":
      return desk.card?.place === "held";
    case "merchant-copy":
      return slipOnCounter(desk, "merchant") !== undefined;
    case "cardholder-copy":
      return slipOnCounter(desk, "cardholder") !== undefined;
    case "pin-pad":
      return desk.pad === "cashier";
    case "terminal":
    case "slot":
    case "printer":
      return true;
  }
}
