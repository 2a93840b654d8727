import { invariant } from "../../../device-emulators/kit/errors.ts";
import { parsePan } from "../../../device-emulators/kit/pan.ts";
import type { AccountOptions, AccountState, CardOptions, CardState } from "./bank-options.ts";

/** An account as its bank knows it. Its state may change while the bank is open. */
export type Account = Pick<
  AccountOptions,
  "id" | "holder" | "limits" | "vip" | "identity" | "wallet"
> & { state: AccountState };

/** A card as its issuer knows it. Its PIN can be tried and replaced, not read. */
export type Card = Pick<
  CardOptions,
  | "pan"
  | "expiry"
  | "psn"
  | "stripeOnly"
  | "cvn"
  | "signature"
  | "phone"
  | "checksPin"
  | "cryptogramScheme"
> & {
  state: CardState;
  readonly account: Account;
  readonly pinTriesLeft: () => number;
  readonly setPinTries: (left: number) => void;
  /** A right PIN gives all tries back; a wrong one costs a try, and the last wrong one locks. */
  readonly tryPin: (pin: string) => "right" | "wrong" | "wrong-and-locked";
  /** The new PIN has all its tries. */
  readonly changePin: (pin: string) => void;
};

/** Wrong PINs in a row until the PIN is locked. @source chosen, as Chinese issuers do */
export const PIN_TRIES = 3;

export type Register = {
  readonly accounts: ReadonlyMap<string, Account>;
  /** By card number. */
  readonly cards: ReadonlyMap<string, Card>;
};

/** Every account, and the card of each number that was given out for one. */
export function registerAccounts(options: readonly AccountOptions[]): Register {
  const accounts = new Map<string, Account>();
  const cards = new Map<string, Card>();
  for (const { cards: issued, balanceMinor: _, ...account } of options) {
    invariant(!accounts.has(account.id), "an account is opened once");
    accounts.set(account.id, account);
    for (const card of issued) {
      invariant(parsePan(card.pan) !== undefined, "a bank issues test cards only");
      invariant(!cards.has(card.pan), "a card number is issued once");
      cards.set(card.pan, createCard(card, account));
    }
  }
  return { accounts, cards };
}

function createCard({ pin: first, ...options }: CardOptions, account: Account): Card {
  let pin = first;
  let { pinTriesLeft } = options;
  return {
    ...options,
    account,
    pinTriesLeft: () => pinTriesLeft,
    setPinTries: (left) => {
      pinTriesLeft = left;
    },
    tryPin: (tried) => {
      if (tried === pin) {
        pinTriesLeft = PIN_TRIES;
        return "right";
      }
      pinTriesLeft -= 1;
      return pinTriesLeft === 0 ? "wrong-and-locked" : "wrong";
    },
    changePin: (changed) => {
      pin = changed;
      pinTriesLeft = PIN_TRIES;
    },
  };
}
