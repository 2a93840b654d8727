import { z } from "zod";
import { describeKind } from "../../../scenarios/format/complaint.ts";
import {
  amount,
  balance,
  cardNumber,
  expiry,
  flag,
  identity,
  map,
  oneOf,
  pin,
  whole,
  words,
} from "../../../scenarios/format/values.ts";
import { ISO_MAC_METHODS } from "../../core/bank/iso/mac.ts";
import { rulesSchema } from "./rule-schema.ts";

/** Chosen: a test of so many accounts is made by a program, not by a file. */
const ENTRIES_MAX = 10_000;

const quoted = (pattern: RegExp, what: string) =>
  z
    .string({ error: () => `must stand in quotes: ${what}` })
    .regex(pattern, { error: `must be ${what}` });

const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item, { error: (issue) => `must be a list, not ${describeKind(issue.input)}` })
    .max(ENTRIES_MAX, { error: `must have at most ${ENTRIES_MAX} entries` });

const key = quoted(/^(?:[\dA-Fa-f]{32})$/, "32 hexadecimal digits");
const anyKey = quoted(/^(?:[\dA-Fa-f]{16}){1,4}$/, "16, 32, 48 or 64 hexadecimal digits");
const institution = quoted(/^\d{8,11}$/, "8 to 11 digits");
const merchantId = quoted(/^[\x21-\x7e]{1,15}$/, "1 to 15 letters, digits or signs");
const terminalId = quoted(/^[\x21-\x7e]{8}$/, "8 letters, digits or signs");
const accountId = quoted(/^[a-z][a-z0-9-]{0,39}$/, "small letters, digits and hyphens");

export const ACCOUNT_STATES = [
  "normal",
  "frozen",
  "held",
  "dormant",
  "restricted",
  "refer",
  "cancelled",
] as const;
export const CARD_STATES = ["normal", "lost", "stolen", "pick-up", "cancelled"] as const;

const limits = map({
  single: amount.optional(),
  daily: amount.optional(),
  "daily-count": whole(1, 100_000).optional(),
});

const settings = map({
  currency: quoted(/^\d{3}$/, "the three digits of a currency").optional(),
  "no-pin": balance.optional(),
  "completion-percent": whole(100, 1_000).optional(),
  "hold-days": whole(0, 365).optional(),
  "cut-over": quoted(/^(?:[01]\d|2[0-3])[0-5]\d$/, "an hour and minute, hhmm").optional(),
  "issuer-wait-ms": whole(0, 120_000).optional(),
  "identified-by": list(whole(2, 128)).optional(),
});

const issuer = map({
  id: institution,
  name: words,
  bins: list(quoted(/^\d{1,12}$/, "the first digits of card numbers")),
  key,
  foreign: flag.optional(),
  fallback: flag.optional(),
  limits: limits.optional(),
  "stand-in": map({ single: amount, daily: amount }).optional(),
});

const merchant = map({
  id: merchantId,
  name: words,
  "manual-entry": flag.optional(),
  closed: flag.optional(),
});

const terminal = map({
  id: terminalId,
  merchant: merchantId,
  key,
  "pin-key": key.optional(),
  mac: map({ method: oneOf("MAC method", ISO_MAC_METHODS), key: anyKey }).optional(),
});

const card = map({
  number: cardNumber,
  expiry,
  pin,
  psn: quoted(/^\d{2}$/, "two digits").optional(),
  state: oneOf("state of a card", CARD_STATES).optional(),
  "pin-tries-left": whole(0, 3).optional(),
  signature: flag.optional(),
  "stripe-only": flag.optional(),
  cvn: quoted(/^\d{3}$/, "three digits").optional(),
  "checks-pin": flag.optional(),
  cryptogram: oneOf("cryptogram", ["3des", "sm4"]).optional(),
});

const account = map({
  id: accountId,
  holder: words,
  balance,
  state: oneOf("state of an account", ACCOUNT_STATES).optional(),
  cards: list(card),
  limits: limits.optional(),
  vip: flag.optional(),
  identity: identity.optional(),
  wallet: map({
    scheme: oneOf("scheme", ["wechat", "alipay", "unionpay", "digital-yuan"]),
    "confirm-above": balance.optional(),
  }).optional(),
});

/** What a file of `tillyard bank --cards` may say. */
export const bankSchema = map({
  format: z.literal(1, { error: "must be 1, the only version there is" }),
  acquirer: institution,
  settings: settings.optional(),
  issuers: list(issuer),
  merchants: list(merchant),
  terminals: list(terminal),
  accounts: list(account),
  rules: rulesSchema.optional(),
});

export type BankFile = z.infer<typeof bankSchema>;
