import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { StripeTracks } from "../../../../device-emulators/kit/track-codes.ts";
import type { DeviceKey } from "../../counter/act.ts";
import { powerField, type ReaderEvent } from "../../drivers/reader-driver.ts";
import { type Flow, select } from "../../world/flow.ts";
import { type Abort, INPUT_MS_MAX, isDigit, prompt } from "../keypad.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { cardScreen, type Ways } from "../screens/transaction.ts";

/** What came to a terminal that waits for a card. */
export type Arrival =
  | { readonly kind: "chip" }
  | { readonly kind: "swipe"; readonly read: Result<StripeTracks, "nothing" | "garbled"> }
  | { readonly kind: "tapped" }
  | { readonly kind: "collision" }
  | { readonly kind: "code"; readonly digits: string }
  | { readonly kind: "k-code" }
  /** The first digit of a number that is keyed. */
  | { readonly kind: "digit"; readonly digit: string };

const K_CODE_KEY: DeviceKey = "star";

/**
 * Asks for a card, its field on where that is a way in, and waits until something has come. Whatever
 * comes by a way that is not open is not noticed.
 */
export function* awaitArrival(
  terminal: Terminal,
  amountMinor: number,
  ways: Ways,
): Flow<Result<Arrival, Abort>> {
  const { ports } = terminal;
  if (ports.reader.present()) return ok({ kind: "chip" });
  prompt(terminal, cardScreen(titleOf(terminal), amountMinor, ways));
  if (ways.contactless) powerField(ports.reader, true);
  const sources = { keys: ports.keys, reader: ports.reader.events };
  const withCodes = { ...sources, codes: ports.codes };
  for (;;) {
    const next = yield* select(ways.code ? withCodes : sources, INPUT_MS_MAX);
    if (next.from === "time") return err("timed-out");
    if (next.from === "keys" && next.value === "cancel") return err("cancelled");
    const arrival = arrivalOf(next, ways);
    if (arrival !== undefined) return ok(arrival);
  }
}

type Source =
  | { readonly from: "keys"; readonly value: DeviceKey }
  | { readonly from: "reader"; readonly value: ReaderEvent }
  | { readonly from: "codes"; readonly value: string };

function arrivalOf(next: Source, ways: Ways): Arrival | undefined {
  switch (next.from) {
    case "codes":
      return { kind: "code", digits: next.value };
    case "keys":
      if (ways.code && next.value === K_CODE_KEY) return { kind: "k-code" };
      return ways.manual && isDigit(next.value) ? { kind: "digit", digit: next.value } : undefined;
    case "reader":
      return arrivalAtReader(next.value, ways);
  }
}

function arrivalAtReader(event: ReaderEvent, ways: Ways): Arrival | undefined {
  switch (event.type) {
    case "presence":
      return event.present ? { kind: "chip" } : undefined;
    case "swiped":
      return ways.swipe ? { kind: "swipe", read: event.read } : undefined;
    case "tapped":
    case "collision":
      return ways.contactless ? { kind: event.type } : undefined;
    case "answer":
    case "mute":
    case "left":
    case "field-answer":
    case "field-mute":
      return undefined;
  }
}
