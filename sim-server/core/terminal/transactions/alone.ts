import { toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { offlineIccData } from "../../emv/icc-data.ts";
import { requireValue } from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import { financialRequest, NO_ORIGINAL } from "../messages/financial.ts";
import type { Terminal } from "../powered-terminal.ts";
import type { Stan } from "../stan.ts";
import type { Order, Proof, Verdict } from "./authorise.ts";
import { writeApproval, writeIntent } from "./write-down.ts";

/**
 * Makes a sale durable that terminal and card have approved between them (Y1, Y3). The bank hears of
 * it later, by an advice that it is owed from now on.
 *
 * @source EMV 4.4 Book 4, 12.2.1; annex A6
 */
export function* approveAlone(
  terminal: Terminal,
  order: Order,
  stan: Stan,
  proof: Proof,
): Flow<Verdict> {
  const { card, amountMinor } = order;
  const { config, journal } = terminal;
  const { chip } = card;
  if (chip === undefined) return { kind: "declined", responseCode: "", stan: "" };
  const kind = "offline-sale";
  const iccData = offlineIccData(chip.session);
  const advice = financialRequest(config, {
    kind,
    stan,
    batch: journal.facts().batch,
    amount: String(amountMinor).padStart(12, "0"),
    entry: card.entry,
    card: card.facts,
    pinBlock: undefined,
    iccData,
    original: NO_ORIGINAL,
  });
  yield* writeIntent(terminal, { card, kind, original: NO_ORIGINAL }, advice);
  yield* writeApproval(terminal, order, proof, {
    stan,
    responseCode: toLatin1(requireValue(chip.session, "8A")),
    ...{ approvalCode: "", amount: undefined, rrn: "", date: undefined, time: undefined },
    issuer: "",
    tcData: toHex(iccData),
  });
  return { kind: "approved" };
}
