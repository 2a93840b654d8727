import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import { DE_MAX, type Fields, type Message } from "./dialect.ts";
import type { UnionPayFields, UnionPayMessage } from "./dialects/unionpay.ts";

/** The data elements that a trace may show as they are. The rest is only named. */
const SHOWN = [
  [3, "processingCode"],
  [11, "stan"],
  [12, "time"],
  [13, "date"],
  [22, "entryMode"],
  [25, "condition"],
  [37, "rrn"],
  [38, "approvalCode"],
  [39, "responseCode"],
  [41, "terminal"],
  [42, "merchant"],
  [60, "privateUse"],
  [61, "original"],
] as const satisfies readonly (readonly [keyof UnionPayFields, string])[];

/** Where a dialect's own use of DE 60 and 61 is not known, they may hold anything. */
const SHOWN_ANYWHERE = SHOWN.filter(([de]) => de < 60);

type ShownName = (typeof SHOWN)[number][1];

/** A message without its secrets: no full PAN, no track, PIN block, MAC, key or ICC data. */
export type Description = {
  readonly mti: string;
  /** Numbers of the data elements present: `3 4 11 64`. */
  readonly fields: string;
  readonly pan?: string;
  readonly amountMinor?: number;
} & { readonly [Name in ShownName]?: string };

/** What is known of bytes that are no message: they themselves may be card data. */
export type Unreadable = { readonly unreadable: string; readonly bytes: number };

/** What a trace may say of a UnionPay message, its keys always in the same order. */
export function describeMessage(message: UnionPayMessage): Description {
  return describeAs(message, SHOWN, 64);
}

/** What a trace may say of a message of any other dialect. */
export function describeIso(message: Message): Description {
  return describeAs(message, SHOWN_ANYWHERE, DE_MAX);
}

function describeAs(
  { mti, fields }: Message,
  shownFields: readonly (readonly [number, ShownName])[],
  highest: number,
): Description {
  const { 2: pan, 4: amount } = fields;
  const shown: { -readonly [Name in keyof Description]: Description[Name] } = {
    mti,
    fields: listPresent(fields, highest),
  };
  if (typeof pan === "string") shown.pan = maskPan(pan);
  if (amount !== undefined) shown.amountMinor = Number(amount);
  for (const [de, name] of shownFields) {
    const value = fields[de];
    if (typeof value === "string") shown[name] = value;
  }
  return shown;
}

function listPresent(fields: Fields, highest: number): string {
  let list = "";
  for (let de = 2; de <= highest; de += 1) {
    if (fields[de] !== undefined) list += list === "" ? de : ` ${de}`;
  }
  return list;
}

/** What a trace may say of bytes that could not be read. */
export function describeFault({ code, offset, path }: DecodeError, bytes: number): Unreadable {
  return { unreadable: `${code} @${offset} in ${path.join(" ")}`, bytes };
}
