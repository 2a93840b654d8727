import type { Chance } from "../../../device-emulators/kit/chance.ts";
import { registerAccounts } from "./accounts.ts";
import { createScribe } from "./answers.ts";
import { type BankOptions, type BankSettings, USUAL_SETTINGS } from "./bank-options.ts";
import { createBatches } from "./batch-totals.ts";
import { businessDay } from "./business-day.ts";
import { createCodePayments } from "./code-payments.ts";
import { createDownloads } from "./downloads.ts";
import { createEffects } from "./effects.ts";
import type { BankEmit } from "./events.ts";
import { createExchanges } from "./exchanges.ts";
import { createExplanations } from "./explain.ts";
import { createHolds } from "./holds.ts";
import { createIssuers } from "./issuers.ts";
import { createKCodes } from "./k-codes.ts";
import { cardholder, createLedger, type Ledger, OPENING } from "./ledger.ts";
import { createUsage } from "./limits.ts";
import { createPaymentCodes } from "./payment-codes.ts";
import type { Finding } from "./response-codes.ts";
import { createRules } from "./rules.ts";
import { createScriptOrders } from "./script-orders.ts";
import { createSettlement } from "./settlement.ts";
import { createStandIn } from "./stand-in.ts";
import { registerTerminals } from "./terminals.ts";
import { createTransactions } from "./transactions.ts";

/** All that a bank is made of, empty but for the accounts that it opens with. */
export function openBranches(
  options: BankOptions,
  {
    chance,
    emit,
    codes,
  }: {
    readonly chance: Chance;
    readonly emit: BankEmit;
    /** How findings are told. */
    readonly codes: Readonly<Record<Finding, string>>;
  },
) {
  const { startMs, acquirerId } = options;
  const settings: BankSettings = { ...USUAL_SETTINGS, ...options.settings };
  const { accounts, cards } = registerAccounts(options.accounts);
  const ledger = createLedger();
  for (const { id, balanceMinor } of options.accounts) openAccount(ledger, id, balanceMinor);
  const exchanges = createExchanges();
  const [usage, batches] = [createUsage(), createBatches()];
  const holds = createHolds(settings.holdDays);
  const availableMinor = (account: string, day: number): number =>
    ledger.balanceMinor(cardholder(account)) - holds.heldMinor(account, day);
  const effects = createEffects({ ledger, holds, usage, batches, emit });
  const paymentCodes = createPaymentCodes(chance);
  const scripts = createScriptOrders();
  const funds = { usage, effects, availableMinor };
  return {
    ...{ accounts, acquirerId, availableMinor, batches, cards, chance, effects, emit },
    ...{ exchanges, holds, ledger, paymentCodes, scripts, settings, startMs },
    acquirer: { broken: false },
    codePayments: createCodePayments({ paymentCodes, exchanges, ...funds }),
    dayAt: (nowMs: number): number => businessDay(startMs + nowMs, settings.cutOver).index,
    transactions: createTransactions(),
    downloads: createDownloads(options.downloads),
    explanations: createExplanations(),
    issuers: createIssuers(options.issuers, { cards, scripts, usage, settings, availableMinor }),
    kCodes: createKCodes(chance),
    rules: createRules(chance),
    scribe: createScribe(acquirerId, codes),
    settlement: createSettlement({ batches, exchanges, emit }),
    standIn: createStandIn({ ledger, cards, usage, emit }),
    terminals: registerTerminals(options),
  };
}

function openAccount(ledger: Ledger, id: string, balanceMinor: number): void {
  ledger.post({
    kind: "opening",
    exchange: id,
    atMs: 0,
    lines: [
      { account: cardholder(id), amountMinor: balanceMinor },
      { account: OPENING, amountMinor: -balanceMinor },
    ],
  });
}
