import { type FieldCard, stepFieldCard } from "../../device-emulators/devices/card/field-card.ts";
import { buildCommand, buildResponse, parseResponse } from "../../device-emulators/kit/apdu.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { err, ok } from "../../device-emulators/kit/result.ts";
import {
  type ContactlessOutcome,
  transactContactless,
} from "../../sim-server/core/emv/contactless.ts";
import type { ContactlessConfig } from "../../sim-server/core/emv/contactless-rules.ts";
import { type CardLink, type EmvSession, openSession } from "../../sim-server/core/emv/session.ts";
import { UNIONPAY_CONTACTLESS } from "../../sim-server/core/emv/unionpay-contactless.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, finish, type Instead } from "./card-link.ts";
import { inField } from "./field-cards.ts";

/** A tap with all that came of it. */
export type Tap = {
  readonly outcome: ContactlessOutcome;
  readonly session: EmvSession;
  readonly steps: readonly string[];
};

/** One quick transaction with an emulated card that answers at once. */
export function tapCard(
  card: FieldCard,
  amountMinor: number,
  changes: Partial<ContactlessConfig> = {},
  instead: Instead = () => undefined,
): Tap {
  const steps: string[] = [];
  let state = inField(card);
  const link: CardLink = {
    transmit: (command) => {
      const other = instead(command);
      if (other === "mute" || other === "removed") return atOnce(err(other));
      const step = stepFieldCard(state, { type: "command", bytes: buildCommand(command) }, 0);
      state = step.state;
      const own = step.effects[0]?.bytes ?? buildResponse(0x6f00);
      const response = parseResponse(other === undefined ? own : fromHex(other));
      if (!response.ok) throw new Error("an answer has a status word");
      return atOnce(ok(response.value));
    },
    emit: (_kind, data) => {
      if ("step" in data) steps.push(data.step);
    },
  };
  const session = openSession(CONFIG, { ...CIRCUMSTANCES, amountMinor });
  const config = { ...UNIONPAY_CONTACTLESS, ...changes };
  return { outcome: finish(transactContactless(link, CONFIG, config, session)), session, steps };
}
