import type { Scenario } from "../../../scenarios/format/scenario.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import { type Bank, createBank } from "../bank/bank.ts";
import type { BankEmit } from "../bank/events.ts";
import { ELSEWHERE } from "../bank/service-line-texts.ts";
import { type CodeBook, createCodeBook } from "../customer/phone-codes.ts";
import { KICK_DRAWER } from "../drivers/drawer-driver.ts";
import { createTill, type Till } from "../till/running-till.ts";
import type { Emit, TraceEvents } from "../trace-events.ts";
import type { World } from "../world/world.ts";
import { type Acquirer, HOUSE_MERCHANT } from "./acquirer.ts";
import type { DeviceKey } from "./act.ts";
import { type Cables, layCables } from "./cables.ts";
import { type Devices, mountDevices } from "./devices.ts";
import { type Driven, driveByPos, type PosSetup } from "./driven.ts";
import { createFaultDesk, type FaultDesk, type FaultPorts } from "./fault-desk.ts";
import { rigUp } from "./hands.ts";
import { type Happenings, happeningsOf } from "./happenings.ts";
import { createHardware, type Hardware } from "./hardware.ts";
import { hardwareHands } from "./hardware-hands.ts";
import { serveBank } from "./host-line.ts";
import { bankOf, HOUSE } from "./house.ts";
import { OPENING_MS, openShop } from "./opening.ts";
import { createOutsideLine, type OutsideLine } from "./outside-line.ts";
import { answerOnPhone, issueCode } from "./payers.ts";
import { createPhone, type Phone } from "./phone.ts";
import type { Rig } from "./rig.ts";
import { setScene } from "./scene.ts";
import { shopClock } from "./shop-time.ts";
import type { View } from "./view.ts";
import { createView } from "./view-of.ts";
import { bringCustomer, type EmitAs } from "./visits.ts";

/** All parts of a counter, joined. */
export type Assembly = {
  readonly rig: Rig;
  readonly bank: Bank;
  readonly cables: Cables;
  /** The line to someone else's bank, where the terminal has one. */
  readonly outside: OutsideLine | undefined;
  /** Real devices at the counter. */
  readonly hardware: Hardware;
  /** What the schemes know of the codes on customers' phones. */
  readonly codes: CodeBook;
  readonly view: () => View;
  readonly live: View;
  /** What a POS drives, where one does. */
  readonly driven: Driven | undefined;
  /** The lesson's time zero: its faults are armed, and the customer comes. */
  readonly begin: () => void;
};

/** What a counter may be besides the lesson's. */
export type AssemblyOptions = {
  /** How many customers come with the lesson's basket and wallet, one after another; 1 unless given. */
  readonly customers?: number | undefined;
  /** Someone else's bank instead of the world's own. */
  readonly acquirer?: Acquirer | undefined;
  /** Somebody's POS drives the terminal; no cashier is there, and no till. */
  readonly pos?: PosSetup | undefined;
};

/** Joins a counter and switches it on: the shop opens while time passes up to `OPENING_MS`. */
export function assemble(
  world: World,
  scenario: Scenario,
  emitAs: EmitAs,
  { customers = comingTo(scenario), acquirer, pos }: AssemblyOptions = {},
): Assembly {
  const merchant = acquirer?.merchant ?? HOUSE_MERCHANT;
  const outside = acquirer && createOutsideLine(acquirer.speech, emitAs("host-line"));
  const startMs = scenario.startMs - OPENING_MS;
  const scene = setScene(scenario);
  const cables = layCables(world);
  const emit = emitAs("counter");
  const happenings = happeningsOf(scene, emit);
  const bank = openBank(world, scenario, startMs, {
    emit: emitAs("bank") as BankEmit,
    payerAsked: () => answerOnPhone(payers, bank, codes),
  });
  const payers = world.node("payers");
  serveBank(world.node("bank"), cables.host, bank, world.chance("bank.pace"));
  const till = mountTill(cables, emitAs("till"), happenings);
  const hardware = createHardware({
    emit: emitAs("hardware"),
    printer: () => devices.printerPlug,
    scanner: cables.scanner.b,
    ...hardwareHands(scenario, emit, () => rig),
  });
  const driven = pos && driveByPos({ world, scenario, pos, emitAs, devices: () => devices });
  const opens = (): boolean => scene.phase === "opening" || driven !== undefined;
  const devices: Devices = mountDevices({
    ...{ world, scenario, cables, startMs, emitAs, merchant, outside },
    pos: driven?.desk,
    orderPrinter: hardware.order,
    happenings: withOpening(world, opens, driven?.watch(happenings) ?? happenings, (key) =>
      devices.terminal.press(key),
    ),
  });
  const phone = mountPhone(world, emitAs("phone"), outside === undefined ? bank : SEES_NOTHING);
  const faults = mountFaults(world, cables, devices, { emit, bankOutside: outside !== undefined });
  const codes = openCodes(world, scenario, bank);
  const rig = rigUp({
    scenario,
    merchantId: merchant.merchantId,
    bankOutside: outside !== undefined,
    emit: emitAs("cashier"),
    scene,
    till,
    devices,
    phone,
    faults,
    codes,
    hearWedge: hardware.hearWedge,
    ...shopClock(() => startMs + world.scheduler.nowMs()),
  });
  devices.terminal.start();
  return {
    rig,
    bank,
    cables,
    outside,
    hardware,
    codes,
    driven,
    ...createView(rig),
    begin: () => {
      scene.phase = "open";
      emit("lesson.began", { flow: scenario.flow });
      for (const fault of scenario.faults) faults.arm(fault);
      if (driven === undefined)
        bringCustomer({ world, scenario, rig, emitAs, bank, codes, customers });
    },
  };
}

/** The terminal's screens say what to press next, whenever the shop is to be opened. */
function withOpening(
  { scheduler }: World,
  opens: () => boolean,
  happenings: Happenings,
  press: (key: DeviceKey) => void,
): Happenings {
  const opening = openShop({ after: scheduler.after, press });
  return {
    ...happenings,
    screenShown: (screen) => {
      happenings.screenShown(screen);
      if (opens()) opening(screen.screen);
    },
  };
}

/** The bank of a lesson. @param payerAsked called when a payer is asked on the phone */
function openBank(
  world: World,
  scenario: Scenario,
  startMs: number,
  { emit, payerAsked }: { readonly emit: BankEmit; readonly payerAsked: () => void },
): Bank {
  const bank = createBank(bankOf(scenario, startMs), {
    chance: world.chance("bank"),
    emit: (kind, data) => {
      emit(kind, data);
      if (kind === "bank.decided" && "finding" in data && data.finding === "payer-waiting") {
        payerAsked();
      }
    },
  });
  const { issuer } = scenario.bank;
  if (issuer !== "up") bank.setIssuer(HOUSE.issuerId, issuer, 0);
  return bank;
}

function openCodes({ scheduler }: World, scenario: Scenario, bank: Bank): CodeBook {
  return createCodeBook({
    codes: scenario.codes,
    issue: (code) => issueCode(bank, scenario, code, scheduler.nowMs()),
    after: scheduler.after,
  });
}

/** Who answers the phone where the transactions are at someone else's bank. */
const SEES_NOTHING: Pick<Bank, "talk"> = { talk: () => ({ says: ELSEWHERE, choices: [] }) };

function mountPhone(world: World, emit: Emit, bank: Pick<Bank, "talk">): Phone {
  const { bankPhone: bankNumber, terminalId } = HOUSE;
  return createPhone({ node: world.node("phone"), emit, bank, bankNumber, terminalId });
}

function mountTill(cables: Cables, emit: Emit, happenings: Happenings): Till {
  return createTill({
    emit: (kind, data) => {
      emit(kind, data);
      if (kind === "till.paid") happenings.saleSettled();
      if (kind === "till.sale-cancelled") happenings.goodsReturned(undefined);
      if (kind === "till.line-deleted") {
        happenings.goodsReturned((data as TraceEvents["till.line-deleted"]).code);
      }
    },
    products: PRODUCTS,
    scanner: cables.scanner.a,
    terminal: cables.till.a,
    display: cables.display.a,
    kickDrawer: () => cables.drawer.a.send(KICK_DRAWER),
  });
}

/** Tills keep Chinese names in every language, as slips and devices do. */
const PRODUCTS = GOODS.map(({ id, code, name, art, priceMinor }) => ({
  id,
  code,
  name: name.zh,
  art,
  priceMinor,
}));

function mountFaults(
  world: World,
  cables: Cables,
  devices: Devices,
  more: Pick<FaultPorts, "emit" | "bankOutside">,
): FaultDesk {
  const { slot, printer, terminal } = devices;
  return createFaultDesk({
    ...more,
    node: world.node("faults"),
    cables,
    seed: world.chance("faults").next(),
    soilSlot: slot.soil,
    pullCardAt: slot.pullAt,
    leaveFieldAt: slot.leaveAt,
    printerReal: printer.follows,
    limitPaper: printer.limitPaper,
    openCover: printer.flipOpen,
    failPrinter: printer.fail,
    coolPrinter: printer.cool,
    cutTerminal: (forMs) => {
      terminal.cut();
      world.scheduler.after(forMs, terminal.start);
    },
  });
}

/** A customer who stays comes again and again. */
function comingTo({ customer }: Scenario): number {
  return customer.stays === true ? Number.POSITIVE_INFINITY : 1;
}
