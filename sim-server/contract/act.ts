import { goodsCode } from "./goods-code.ts";
import { z } from "./zod.ts";

const deviceKey = z.enum([
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "star",
  "hash",
  "enter",
  "clear",
  "cancel",
  "delete-line",
  "cancel-sale",
  "more",
  "reprint",
]);

const thing = z.enum([
  "card",
  "merchant-copy",
  "cardholder-copy",
  "pin-pad",
  "terminal",
  "slot",
  "printer",
]);

const verdict = z.enum([
  "matches",
  "amount",
  "date",
  "card-number",
  "merchant",
  "expiry",
  "bank-mark",
  "sample",
  "broken",
]);

export const phrase = z.enum([
  "greet",
  "total",
  "ask-means",
  "ask-card",
  "ask-pin-known",
  "ask-pin",
  "please-enter-pin",
  "amount-read-back",
  "please-wait",
  "explain-decline",
  "explain-loudly",
  "ask-other-means",
  "issuer-only",
  "promise-unfreeze",
  "apologise",
  "explain-reader",
  "explain-no-charge",
  "blame",
  "thank",
  "keep-card-safe",
]);

const word = (max: number) => z.string().min(1).max(max);

/** What a cashier does at the counter, as it crosses the wire. Faults and time are not hers. */
export const act = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("scan"), item: word(40) }),
  z.strictObject({ type: z.literal("wedge"), text: goodsCode }),
  z.strictObject({ type: z.literal("key"), device: z.enum(["terminal", "till"]), key: deviceKey }),
  z.strictObject({ type: z.literal("say"), phrase }),
  z.strictObject({ type: z.literal("ask-for"), means: word(40) }),
  z.strictObject({ type: z.literal("tender"), means: z.enum(["card", "cash"]) }),
  z.strictObject({ type: z.literal("turn-card") }),
  z.strictObject({ type: z.literal("insert") }),
  z.strictObject({ type: z.literal("swipe") }),
  z.strictObject({ type: z.literal("tap") }),
  z.strictObject({ type: z.literal("scan-code") }),
  z.strictObject({ type: z.literal("remove") }),
  z.strictObject({ type: z.literal("hand"), thing, to: z.enum(["customer", "cashier"]) }),
  z.strictObject({ type: z.literal("look-away") }),
  z.strictObject({ type: z.literal("inspect"), thing }),
  z.strictObject({ type: z.literal("judge"), thing, verdict }),
  z.strictObject({ type: z.literal("tear") }),
  z.strictObject({ type: z.literal("load-paper") }),
  z.strictObject({ type: z.literal("open"), thing: z.enum(["printer"]) }),
  z.strictObject({ type: z.literal("close"), thing: z.enum(["printer", "drawer"]) }),
  z.strictObject({ type: z.literal("clean"), thing: z.enum(["slot"]) }),
  z.strictObject({ type: z.literal("dial"), number: z.string().regex(/^[0-9-]{1,20}$/) }),
  z.strictObject({ type: z.literal("answer"), choice: word(60) }),
  z.strictObject({ type: z.literal("hang-up") }),
  z.strictObject({ type: z.literal("file"), thing }),
  z.strictObject({ type: z.literal("pause"), on: z.boolean() }),
]);

export type WireAct = z.infer<typeof act>;
