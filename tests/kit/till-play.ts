import { fromLatin1, toHex } from "../../device-emulators/kit/bytes.ts";
import { buildFrame } from "../../device-emulators/kit/frame.ts";
import { formatMinor } from "../../device-emulators/kit/money.ts";
import { GOODS } from "../../scenarios/goods/goods.ts";
import type { TillEffect, TillInput, TillState } from "../../sim-server/core/till/till.ts";

const CODES = new Map(GOODS.map((good) => [good.id, good.code]));

/** The screen on one line: rows, total, status, tender, what the terminal told, change. */
export function drawTill({ view }: TillState): string {
  const names = new Map(GOODS.map((good) => [good.code, good.id]));
  const rows = view.lines.map(
    (line) => `${names.get(line.code)}×${line.quantity} ${formatMinor(line.totalMinor)}`,
  );
  const { result: shown } = view;
  return [
    ...rows,
    `= ${formatMinor(view.totalMinor)} ${view.status}`,
    ...(view.means === undefined ? [] : [view.means]),
    ...(shown === undefined
      ? []
      : [shown.responseCode, formatMinor(shown.amountMinor), shown.stan]),
    ...(view.changeMinor === 0 ? [] : [`change ${formatMinor(view.changeMinor)}`]),
  ].join(" ");
}

/** What the till did, by the last word of its event, or the bytes it answered. */
export function drawEffect(effect: TillEffect): string {
  if (effect.type === "answer") return toHex(effect.bytes);
  return effect.type === "tell" ? effect.kind.slice("till.".length) : effect.type;
}

/** A good held to the scanner, by its id. */
export function scan(id: string): TillInput {
  return bytes(`${CODES.get(id)}\r`);
}

/** Characters as the scanner sends them. */
export function bytes(text: string): TillInput {
  return { type: "scanner", bytes: fromLatin1(text) };
}

/** Money laid on the counter. */
export function cash(amountMinor: number): TillInput {
  return { type: "cash", amountMinor };
}

/** A card result as the terminal sends it; `outcome` is the cable's letter. */
export function result(
  outcome: string,
  code: string,
  amountMinor: number,
  stan: string,
): TillInput {
  const amount = String(amountMinor).padStart(12, "0");
  return frame(["R", outcome, code, amount, stan, "", "", "621234******1265"].join("\u001c"));
}

/** Any text in a frame from the terminal. */
export function frame(text: string): TillInput {
  return { type: "terminal", bytes: buildFrame(fromLatin1(text)) };
}

/** A frame in which one bit was turned on the way. */
export function spoilt(): TillInput {
  const whole = buildFrame(fromLatin1("R"));
  return { type: "terminal", bytes: whole.map((byte, at) => (at === 1 ? byte ^ 1 : byte)) };
}
