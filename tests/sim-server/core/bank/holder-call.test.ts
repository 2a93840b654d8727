import { expect, test } from "vitest";
import { holdCall } from "../../../../sim-server/core/bank/holder-call.ts";
import {
  HOLDER_SPEECH,
  HOLDER_STATES,
} from "../../../../sim-server/core/bank/holder-line-texts.ts";
import { bankOptions, card, startBank } from "./test-terminal.ts";

const PAN = "6212345678000092";

test("a call is greeted, verified, asked each thing in order, and ended", () => {
  const { turns } = hold("4417", ["explain", "unfreeze", "explain"]);
  expect(turns).toEqual([
    { asked: "greeting", says: HOLDER_SPEECH.greeting },
    { asked: "verify", says: HOLDER_SPEECH.verified },
    { asked: "explain", says: HOLDER_STATES.frozen },
    { asked: "unfreeze", says: HOLDER_SPEECH.unfrozen, changed: "unfrozen" },
    { asked: "explain", says: HOLDER_STATES.unrestricted },
    { asked: "farewell", says: HOLDER_SPEECH.farewell },
  ]);
});

test("who is not verified is asked nothing more, and nothing has changed", () => {
  const { turns, changes } = hold("4418", ["explain", "unfreeze"]);
  expect(turns.map(({ says }) => says)).toEqual([
    HOLDER_SPEECH.greeting,
    HOLDER_SPEECH["not-verified"],
  ]);
  expect(changes).toEqual([]);
});

test("to be told of a freeze is no change, and the trace says none", () => {
  const { turns, changes } = hold("4417", ["explain"]);
  expect(turns.filter(({ changed }) => changed !== undefined)).toEqual([]);
  expect(changes).toEqual([]);
});

test("what is done twice changes once", () => {
  const { turns, changes } = hold("4417", ["report-lost", "report-lost"]);
  expect(turns.map(({ changed }) => changed)).toEqual([
    ...[undefined, undefined, "reported-lost", undefined, undefined],
  ]);
  expect(changes).toEqual(["card reported lost"]);
});

function hold(identity: string, asks: Parameters<typeof holdCall>[1]) {
  const { bank, events } = startBank(
    bankOptions([
      {
        id: "under-test",
        holder: "Holder",
        balanceMinor: 100_000,
        state: "frozen",
        identity: "4417",
        cards: [card(PAN)],
      },
    ]),
  );
  const turns = holdCall((step) => bank.talkToHolder({ pan: PAN, identity }, step, 0), asks);
  const changes = events.flatMap(({ kind, data }) =>
    kind === "bank.account" ? [(data as { readonly change: string }).change] : [],
  );
  return { turns, changes };
}
