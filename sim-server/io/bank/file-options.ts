import type {
  AccountOptions,
  BankOptions,
  BankSettings,
  CardOptions,
  IssuerOptions,
  Limits,
  TerminalOptions,
} from "../../core/bank/bank-options.ts";
import type { BankFile } from "./bank-schema.ts";

type Account = BankFile["accounts"][number];

/** What a file says, as the bank wants to hear it. */
export function bankOptionsOf(file: BankFile): Omit<BankOptions, "startMs"> {
  return {
    acquirerId: file.acquirer,
    settings: settingsOf(file.settings ?? {}),
    issuers: file.issuers.map(issuerOf),
    merchants: file.merchants.map(({ "manual-entry": manualEntry, ...merchant }) =>
      definite({ ...merchant, manualEntry }),
    ),
    terminals: file.terminals.map(terminalOf),
    accounts: file.accounts.map(accountOf),
  };
}

function settingsOf(said: NonNullable<BankFile["settings"]>): Partial<BankSettings> {
  const cutOver = said["cut-over"];
  return definite({
    currency: said.currency,
    noPinMinor: said["no-pin"],
    completionPercent: said["completion-percent"],
    holdDays: said["hold-days"],
    cutOver: cutOver === undefined ? undefined : { at: cutOver, windowMs: 0 },
    issuerWaitMs: said["issuer-wait-ms"],
    identifiedBy: said["identified-by"],
  });
}

function issuerOf(said: BankFile["issuers"][number]): IssuerOptions {
  const { id, name, bins, key, foreign, fallback, limits, "stand-in": standIn } = said;
  return definite({
    id,
    name,
    bins,
    masterKey: key,
    foreign,
    fallback,
    limits: limits && limitsOf(limits),
    standIn: standIn && { singleMinor: standIn.single, dailyMinor: standIn.daily },
  });
}

function terminalOf(said: BankFile["terminals"][number]): TerminalOptions {
  const { id, merchant, key, "pin-key": pinKey, mac } = said;
  return definite({ id, merchant, masterKey: key, pinKey, mac });
}

function accountOf(said: Account): AccountOptions {
  const { balance, state = "normal", cards, limits, wallet, ...account } = said;
  const above = wallet?.["confirm-above"];
  return definite({
    ...account,
    balanceMinor: balance,
    state,
    cards: cards.map(cardOf),
    limits: limits && limitsOf(limits),
    wallet: wallet && definite({ scheme: wallet.scheme, confirmAboveMinor: above }),
  });
}

function cardOf(said: Account["cards"][number]): CardOptions {
  const { number, expiry, pin, psn = "01", state = "normal", signature, cvn } = said;
  return definite({
    pan: number,
    expiry,
    pin,
    psn,
    state,
    signature,
    cvn,
    pinTriesLeft: said["pin-tries-left"] ?? 3,
    stripeOnly: said["stripe-only"],
    checksPin: said["checks-pin"],
    cryptogramScheme: said.cryptogram,
  });
}

function limitsOf(said: NonNullable<Account["limits"]>): Limits {
  return definite({
    singleMinor: said.single,
    dailyMinor: said.daily,
    dailyCount: said["daily-count"],
  });
}

type Definite<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Without the keys that nothing was said of, as optional properties want it. */
function definite<T extends object>(said: T): Definite<T> {
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as Definite<T>;
}
