import { z } from "zod";
import { parseAmount } from "../../device-emulators/kit/money.ts";
import { parsePan, satisfiesLuhn } from "../../device-emulators/kit/pan.ts";
import { describeKind, quote } from "./complaint.ts";
import { nearest } from "./nearest.ts";

z.config({ jitless: true });

/** A map in which only these keys may stand. Its complaint lists them, for `did you mean`. */
export function map<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).join(" ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? keys : `must be a map, not ${describeKind(issue.input)}`,
  });
}

/** One of a closed list of ids; `noun` names the kind of id in the complaint. */
export function oneOf<const Id extends string>(noun: string, ids: readonly Id[]) {
  return z.enum(ids, {
    error: (issue) =>
      typeof issue.input === "string"
        ? `unknown ${noun} ${quote(issue.input)}; ${suggest(issue.input, ids)}`
        : `must name a ${noun}, not ${describeKind(issue.input)}`,
  });
}

const LISTED_MAX = 9; // chosen: more are not read

/** What was meant, or what there is to choose from. */
export function suggest(word: string, ids: readonly string[]): string {
  const near = nearest(word, ids);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (ids.length === 0) return "there is none";
  const listed = ids.slice(0, LISTED_MAX).map((id) => `\`${id}\``);
  return `there ${ids.length === 1 ? "is" : "are"} ${listed.join(", ")}${ids.length > LISTED_MAX ? " …" : ""}`;
}

/** Text that says something, on a screen of limited room. */
export const words = z
  .string({ error: (issue) => `must be text, not ${describeKind(issue.input)}` })
  .min(1, { error: "must not be empty" })
  .max(200, { error: "must be at most 200 characters" }) // chosen: two lines of the widest panel
  .refine((said) => !/[^\n\P{Cc}]/u.test(said), { error: "must not hold control characters" });

/** The name of something in a lesson, as other lines refer to it. */
export const id = z
  .string({ error: (issue) => `must be text, not ${describeKind(issue.input)}` })
  .regex(/^[a-z][a-z0-9-]{0,39}$/, {
    error: "must be small letters, digits and hyphens, beginning with a letter, at most 40",
  });

export const text = map({ zh: words, en: words });

export function whole(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

export const flag = z.boolean({
  error: (issue) => `must be true or false, not ${describeKind(issue.input)}`,
});

/** Money above 0, in fen. @source ISO 8583:1987, data element 4 (n 12) */
export const amount = money("0.01");

/** Money that may be 0: a balance, the cash in a purse. */
export const balance = money("0.00");

function money(least: "0.01" | "0.00") {
  return quoted("an amount", '"86.40"')
    .superRefine((written, context) => {
      const problem = findAmountFault(written, least);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    })
    .transform((written) => parseAmount(written) ?? 0);
}

function findAmountFault(written: string, least: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(written);
  if (parts === null) return 'is not an amount; write yuan and fen with a point, like "86.40"';
  const [, sign, yuan = "", fen = ""] = parts;
  if (fen.length > 2) return "has more than two decimals; the smallest coin is one fen, 0.01";
  const digits = `${yuan}${fen.padEnd(2, "0")}`.replace(/^0+/, "");
  if (digits.length > 12)
    return `has ${digits.length} digits; an amount has at most 12, fen included`;
  if (sign === "-") return `is below 0; the least is ${least}`;
  if (digits === "" && least !== "0.00") return `is 0; the least is ${least}`;
  return parseAmount(written) === undefined && digits !== ""
    ? 'is not an amount; write yuan and fen with a point, like "86.40"'
    : undefined;
}

/** A test card's number. What may be a real card is never repeated. */
export const cardNumber = quoted("a card number", '"6212345678901265"').superRefine(
  (digits, context) => {
    if (parsePan(digits) !== undefined) return;
    const message = satisfiesLuhn(digits)
      ? "is not a test card; use one of scenarios/cards/cards.yaml"
      : "is no card number, its check digit is wrong; use one of scenarios/cards/cards.yaml";
    context.addIssue({ code: "custom", message });
  },
);

/** MM/YY as the card shows it; YYMM as the chip holds it. */
export const expiry = quoted("an expiry date", '"08/29"')
  .regex(/^(0[1-9]|1[0-2])\/\d{2}$/, { error: 'is not a month and a year, like "08/29"' })
  .transform((shown) => shown.slice(3) + shown.slice(0, 2));

/** @source ISO 9564-1: 4 to 12 digits */
export const pin = quoted("a PIN", '"123456"').regex(/^\d{4,12}$/, {
  error: "must be 4 to 12 digits",
});

/** What a customer keys for it: a PIN, right or wrong, or nothing but enter. */
export const keyedPin = quoted("a PIN", '"123456"').regex(/^(\d{4,12})?$/, {
  error: "must be 4 to 12 digits, or empty where enter alone is pressed",
});

/** What a holder must name to be believed on the telephone. */
export const identity = quoted("the end of an identity number", '"0417"').regex(/^\d{0,17}[\dX]$/, {
  error: 'is not the end of an identity number: 1 to 18 digits, X only at the end, like "0417"',
});

/** A moment in the shop's time, in milliseconds since 1970 UTC. */
export const moment = z
  .string({ error: (issue) => `must be a date and time, not ${describeKind(issue.input)}` })
  .superRefine((written, context) => {
    const problem = findMomentFault(written);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  })
  .transform(toMs);

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(.*)$/;
const SHOP_OFFSET_MS = 8 * 3_600_000;

function findMomentFault(written: string): string | undefined {
  const zone = MOMENT.exec(written)?.[7];
  if (zone === undefined) return "is not a date and time; write it like 2025-06-18T09:41:00+08:00";
  if (zone !== "+08:00") return "is not the shop's time; end it with +08:00";
  const ms = toMs(written);
  const shown = Number.isNaN(ms) ? "" : new Date(ms + SHOP_OFFSET_MS).toISOString();
  return shown.slice(0, 19) === written.slice(0, 19)
    ? undefined
    : "is a day or an hour that the calendar does not have; correct it";
}

function toMs(written: string): number {
  const [year = 0, month = 0, ...rest] = (MOMENT.exec(written) ?? []).slice(1, 7).map(Number);
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  return Date.UTC(year, month - 1, day, hour, minute, second) - SHOP_OFFSET_MS;
}

/** Digits that YAML would take for a number, and so would lose a zero or a figure. */
function quoted(noun: string, example: string) {
  return z.string({ error: () => `must stand in quotes: ${noun} is text, like ${example}` });
}

/** A list of items that each fit. */
export function list<T extends z.ZodType>(item: T) {
  return z.array(item, { error: "must be a list" });
}
