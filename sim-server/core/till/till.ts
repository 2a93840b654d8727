import {
  ACK,
  BETWEEN_FRAMES,
  type FrameReader,
  NAK,
  readFrames,
} from "../../../device-emulators/kit/frame.ts";
import type { Step } from "../../../device-emulators/kit/step.ts";
import type { DeviceKey, Means } from "../counter/act.ts";
import type { TillView } from "../counter/view.ts";
import type { Refusal, TraceEvents, TraceKind } from "../trace-events.ts";
import { addToBasket, type Basket, deleteLine, EMPTY_BASKET, type Product } from "./basket.ts";
import { type CardResult, parseCardResult } from "./card-result.ts";
import { type CodeReader, maskCode, readCodes } from "./code-reader.ts";

/**
 * The till: a basket filled by the scanner, and a tender laid against its total. What the terminal
 * tells of a card it shows as it came; whether that is the right amount is for the cashier to see.
 */
export type TillState = {
  readonly codes: CodeReader;
  readonly frames: FrameReader;
  readonly basket: Basket;
  readonly sale: Sale;
  readonly result: CardResult | undefined;
  /** What the customer has laid on the counter in this sale. */
  readonly givenMinor: number;
  /** The code scanned last, if nothing is sold under it; masked. */
  readonly unknownCode: string | undefined;
  /** What the screen shows: replaced only when that changes. */
  readonly view: TillView;
};

/** How far the sale has come. `approved` and `failed` are the terminal's word about a card. */
export type Sale =
  | { readonly kind: "ready" }
  | { readonly kind: "paying"; readonly means: Means }
  | { readonly kind: "approved" | "failed" }
  | { readonly kind: "paid"; readonly changeMinor: number };

export type TillInput =
  | { readonly type: "scanner" | "terminal"; readonly bytes: Uint8Array }
  | { readonly type: "key"; readonly key: DeviceKey }
  | { readonly type: "tender"; readonly means: Means }
  | { readonly type: "cash"; readonly amountMinor: number }
  /** The customer has gone; the next one's goods begin a new basket. */
  | { readonly type: "next-sale" };

export type TillEffect =
  | Told
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  | { readonly type: "kick-drawer" };

/** An event of the trace, one of the till's own. */
export type Told = {
  [K in TillKind]: { readonly type: "tell"; readonly kind: K; readonly data: TraceEvents[K] };
}[TillKind];

type TillKind = Extract<TraceKind, `till.${string}`>;
type TillStep = Step<TillState, TillEffect>;

/** What the shop sells, by code. */
export type Catalogue = ReadonlyMap<string, Product>;

const ACCEPTED = Uint8Array.of(ACK);
const REPEAT_PLEASE = Uint8Array.of(NAK);

const EMPTY_VIEW: TillView = { lines: [], totalMinor: 0, status: "ready", changeMinor: 0 };

export const IDLE_TILL: TillState = {
  codes: "",
  frames: BETWEEN_FRAMES,
  basket: EMPTY_BASKET,
  sale: { kind: "ready" },
  result: undefined,
  givenMinor: 0,
  unknownCode: undefined,
  view: EMPTY_VIEW,
};

/** The step function of a till that sells what stands in `catalogue`. It needs no clock. */
export function tillMachine(
  catalogue: Catalogue,
): (state: TillState, input: TillInput) => TillStep {
  return (state, input) => {
    switch (input.type) {
      case "scanner":
        return scan(state, input.bytes, catalogue);
      case "terminal":
        return receive(state, input.bytes);
      case "key":
        return press(state, input.key);
      case "tender":
        return tender(state, input.means);
      case "cash":
        return settleCash({ ...state, givenMinor: state.givenMinor + input.amountMinor }, []);
      case "next-sale":
        return stay({ ...IDLE_TILL, codes: state.codes, frames: state.frames });
    }
  };
}

/** Why the till would do nothing about an act of the cashier's; undefined when it would. */
export function refusesAct(
  state: TillState,
  input: Extract<TillInput, { type: "key" | "tender" }>,
): Refusal | undefined {
  if (input.type === "key" && input.key !== "delete-line" && input.key !== "cancel-sale") {
    return "unknown";
  }
  if (finished(state.sale)) return "not-now";
  if (state.basket.lines.length === 0) return "not-there";
  const { sale } = state;
  const laid = input.type === "tender" && sale.kind === "paying" && sale.means === input.means;
  return laid ? "not-now" : undefined;
}

function scan(state: TillState, bytes: Uint8Array, catalogue: Catalogue): TillStep {
  const { reader, codes } = readCodes(state.codes, bytes);
  const effects: TillEffect[] = [];
  let { basket, unknownCode } = state;
  for (const code of finished(state.sale) ? [] : codes) {
    const product = catalogue.get(code);
    const next = product === undefined ? undefined : addToBasket(basket, product);
    if (product === undefined || next === undefined) {
      unknownCode = maskCode(code);
      effects.push(tell("till.unknown-code", { code: unknownCode }));
      continue;
    }
    unknownCode = undefined;
    basket = next;
    const { lines, totalMinor } = basket;
    const data = { code, item: product.id, lines: lines.length, totalMinor };
    effects.push(tell("till.scanned", data));
  }
  const heard = { ...state, codes: reader, unknownCode };
  if (basket !== state.basket) return { state: edit(heard, basket), effects };
  return { state: unknownCode === state.unknownCode ? heard : show(heard), effects };
}

function press(state: TillState, key: DeviceKey): TillStep {
  if (refusesAct(state, { type: "key", key }) !== undefined) return stay(state);
  if (key === "cancel-sale") {
    const { totalMinor } = state.basket;
    const effects = [tell("till.sale-cancelled", { totalMinor })];
    return { state: edit({ ...state, unknownCode: undefined }, EMPTY_BASKET), effects };
  }
  const left = deleteLine(state.basket);
  if (left === undefined) return stay(state);
  const { basket, line } = left;
  const data = { code: line.code, totalMinor: basket.totalMinor };
  return {
    state: edit({ ...state, unknownCode: undefined }, basket),
    effects: [tell("till.line-deleted", data)],
  };
}

function tender(state: TillState, means: Means): TillStep {
  if (refusesAct(state, { type: "tender", means }) !== undefined) return stay(state);
  const sale = { kind: "paying", means } as const;
  const next = show({ ...state, sale, result: undefined, unknownCode: undefined });
  const { totalMinor } = next.basket;
  return settleCash(next, [tell("till.tendered", { means, totalMinor })]);
}

/** Takes the money once there is enough of it, in whichever order it and the tender came. */
function settleCash(state: TillState, before: readonly TillEffect[]): TillStep {
  const { totalMinor } = state.basket;
  if (meansOf(state.sale) !== "cash" || state.givenMinor < totalMinor) {
    return { state, effects: before };
  }
  const changeMinor = state.givenMinor - totalMinor;
  const paid = { means: "cash", totalMinor, paidMinor: state.givenMinor, changeMinor } as const;
  return {
    state: show({ ...state, sale: { kind: "paid", changeMinor } }),
    effects: [...before, tell("till.paid", paid), { type: "kick-drawer" }],
  };
}

function receive(state: TillState, bytes: Uint8Array): TillStep {
  const { reader, arrivals } = readFrames(state.frames, bytes);
  const effects: TillEffect[] = [];
  let next: TillState = { ...state, frames: reader };
  for (const arrival of arrivals) {
    if (arrival.kind !== "frame" && arrival.kind !== "spoilt") continue;
    const read = arrival.kind === "frame" ? parseCardResult(arrival.payload) : undefined;
    effects.push({ type: "answer", bytes: read?.ok === true ? ACCEPTED : REPEAT_PLEASE });
    // The same once more means that our ACK was lost: it is acknowledged, and was shown already.
    if (read?.ok !== true || sameResult(read.value, next.result)) continue;
    next = show({ ...next, result: read.value, sale: saleAfter(next.sale, read.value) });
    effects.push(tell("till.card-result", factsOf(read.value)));
  }
  return { state: next, effects };
}

function saleAfter(sale: Sale, result: CardResult): Sale {
  if (sale.kind === "paid") return sale;
  // As long as nobody knows, the customer may have paid: the sale is neither failed nor approved.
  if (result.outcome === "unknown") return { kind: "paying", means: "card" };
  return { kind: result.outcome === "approved" ? "approved" : "failed" };
}

function factsOf(result: CardResult): TraceEvents["till.card-result"] {
  const { outcome, amountMinor, responseCode, stan, rrn, cardTail } = result;
  return { approved: outcome === "approved", amountMinor, responseCode, stan, rrn, cardTail };
}

function sameResult(one: CardResult, other: CardResult | undefined): boolean {
  return (
    one.stan === other?.stan &&
    one.outcome === other.outcome &&
    one.amountMinor === other.amountMinor &&
    one.responseCode === other.responseCode
  );
}

/** Another basket: a tender laid against the old total counts no longer. */
function edit(state: TillState, basket: Basket): TillState {
  const next = show({ ...state, basket, sale: { kind: "ready" }, result: undefined });
  const empty = basket.lines.length === 0 && next.unknownCode === undefined;
  return empty ? { ...next, view: EMPTY_VIEW } : next;
}

function show(state: TillState): TillState {
  const { basket, sale, result, unknownCode } = state;
  const means = meansOf(sale);
  const view: TillView = {
    lines: basket.lines,
    totalMinor: basket.totalMinor,
    status: sale.kind,
    ...(result && { result: shownOf(result) }),
    ...(means && { means }),
    ...(unknownCode !== undefined && { unknownCode }),
    changeMinor: sale.kind === "paid" ? sale.changeMinor : 0,
  };
  return { ...state, view };
}

function shownOf({ responseCode, amountMinor, stan }: CardResult): TillView["result"] & object {
  return { responseCode, amountMinor, stan };
}

function meansOf(sale: Sale): Means | undefined {
  if (sale.kind === "ready") return undefined;
  if (sale.kind === "paying") return sale.means;
  return sale.kind === "paid" ? "cash" : "card";
}

function finished(sale: Sale): boolean {
  return sale.kind === "approved" || sale.kind === "paid";
}

function tell<K extends TillKind>(kind: K, data: TraceEvents[K]): TillEffect {
  return { type: "tell", kind, data } as Told;
}

function stay(state: TillState): TillStep {
  return { state, effects: [] };
}
