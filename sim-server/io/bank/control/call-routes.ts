import { z } from "zod";
import type { Card } from "../../../core/bank/accounts.ts";
import { holdCall } from "../../../core/bank/holder-call.ts";
import {
  HOLDER_CHANGES,
  HOLDER_REQUESTS,
  type HolderRequest,
} from "../../../core/bank/holder-line.ts";
import { Refused } from "../../control/route.ts";
import type { BankDesk } from "../desk.ts";
import { cardOr404 } from "./parts.ts";
import { type BankRoute, route } from "./route.ts";

/** Chosen: longer is no call. */
const ASKS_MAX = 20;
const WORDS_MAX = 40;

const changed = z.enum(HOLDER_CHANGES);

/** A cardholder's call to the issuer's line, from greeting to farewell. */
export const callView = z.strictObject({
  turns: z.array(
    z.strictObject({
      asked: z.enum(["greeting", "verify", ...HOLDER_REQUESTS, "farewell"]),
      says: z.strictObject({ zh: z.string(), en: z.string() }).describe("the agent's words"),
      changed: changed.optional(),
    }),
  ),
  changed: z.array(changed).describe("all that was done, in order"),
});

/** What a caller says and keys. */
export type CallAsked = {
  /** The end of the holder's identity number. */
  readonly identity: string;
  readonly asks: readonly HolderRequest[];
  /** Keyed for `change-pin`. */
  readonly newPin?: string | undefined;
};

export const CALLS: readonly BankRoute[] = [
  route({
    method: "post",
    path: "/calls",
    summary: "a cardholder calls the issuer's line; accounts and cards change as it says",
    body: z.strictObject({
      card: z.string().describe("as GET /cards names it"),
      identity: z.string().max(WORDS_MAX).describe("the end of the holder's identity number"),
      asks: z.array(z.enum(HOLDER_REQUESTS)).max(ASKS_MAX),
      newPin: z.string().max(WORDS_MAX).optional().describe("keyed for change-pin: six digits"),
    }),
    answer: callView,
    status: 201,
    run: (desk, { body }) => {
      const card = cardOr404(desk, body.card);
      return card instanceof Refused ? card : viewCall(desk, card, body);
    },
  }),
];

/** Holds a call about `card` now. */
export function viewCall(
  desk: BankDesk,
  { pan }: Pick<Card, "pan">,
  { identity, asks, newPin }: CallAsked,
): z.infer<typeof callView> {
  const caller = { pan, identity, ...(newPin !== undefined && { newPin }) };
  const turns = holdCall((step) => desk.bank().talkToHolder(caller, step, desk.nowMs()), asks);
  return {
    turns: turns.map((turn) => ({ ...turn, says: { ...turn.says } })),
    changed: turns.flatMap((turn) => turn.changed ?? []),
  };
}
