import type { CardSettings, CodeSettings } from "../../../scenarios/format/scenario.ts";

/** What a customer can pay with, and what became of each card so far. */
export type Wallet = {
  readonly cards: readonly CardInWallet[];
  /** The card offered last, wherever it is now. */
  readonly current: string | undefined;
  readonly cashMinor: number;
  /** Laid on the counter for this sale. */
  readonly givenMinor: number;
};

export type CardInWallet = {
  readonly id: string;
  /** What is on a phone stays in her hand. */
  readonly kind: "card" | "phone" | "code";
  readonly contactless: boolean;
  /** The digits she keys, try by try; the last is kept to. */
  readonly keyed: readonly string[];
  readonly triesMade: number;
  /** It lies on the counter or in the terminal. */
  readonly out: boolean;
  /** It was tried and will not do, or the cashier asked for something else. */
  readonly setAside: boolean;
};

/** The wallet of someone who carries the cards and codes named, in this order, and so much cash. */
export function fillWallet(
  names: readonly string[],
  settings: {
    readonly cards: readonly CardSettings[];
    readonly codes: readonly Pick<CodeSettings, "id">[];
  },
  cashMinor: number,
): Wallet {
  const untouched = { triesMade: 0, out: false, setAside: false };
  const cards = names.flatMap((name): CardInWallet[] => {
    const card = settings.cards.find(({ id }) => id === name);
    if (card !== undefined) {
      const { keyed, kind, contactless } = card;
      return [{ id: name, kind, contactless, keyed, ...untouched }];
    }
    if (!settings.codes.some(({ id }) => id === name)) return [];
    return [{ id: name, kind: "code", contactless: false, keyed: [], ...untouched }];
  });
  return { cards, current: undefined, cashMinor, givenMinor: 0 };
}

/** The next card she would offer; undefined when there is none left. */
export function nextCard(wallet: Wallet): CardInWallet | undefined {
  return wallet.cards.find((card) => !(card.out || card.setAside));
}

/** The next card or phone that she could hold to a reader herself; undefined when there is none. */
export function nextToTap(wallet: Wallet): CardInWallet | undefined {
  return wallet.cards.find((card) => card.contactless && !(card.out || card.setAside));
}

/** Whether something is on her phone, which she shows and never gives away. */
export function isOnPhone(card: CardInWallet | undefined): boolean {
  return card !== undefined && card.kind !== "card";
}

/** The wallet with this to be offered next, whatever became of it before. */
export function prefer(wallet: Wallet, id: string): Wallet {
  const first = (card: CardInWallet): boolean => card.id === id;
  const rest = wallet.cards.filter((card) => !first(card));
  const chosen = wallet.cards.filter(first).map((card) => ({ ...card, setAside: false }));
  return { ...wallet, cards: [...chosen, ...rest] };
}

export function cardIsOut(wallet: Wallet): boolean {
  return wallet.cards.some((card) => card.out);
}

export function offerCard(wallet: Wallet, id: string): Wallet {
  return { ...changeCard(wallet, id, { out: true }), current: id };
}

/** She pays with what stays in her own hand. */
export function holdUp(wallet: Wallet, id: string): Wallet {
  return { ...wallet, current: id };
}

export function takeBack(wallet: Wallet, id: string): Wallet {
  return changeCard(wallet, id, { out: false });
}

/** The current card will not be offered again. */
export function setAside(wallet: Wallet): Wallet {
  return wallet.current === undefined
    ? wallet
    : changeCard(wallet, wallet.current, { setAside: true });
}

/** The current card may be tried once more; with another PIN, where it has one now. */
export function tryAgain(wallet: Wallet, id: string, newPin: string | undefined): Wallet {
  const renewed = newPin === undefined ? {} : { keyed: [newPin], triesMade: 0 };
  return changeCard(wallet, id, { setAside: false, ...renewed });
}

/** The digits she keys now for the current card; undefined when no card is in play. */
export function pinDigits(wallet: Wallet): string | undefined {
  const card = wallet.cards.find(({ id }) => id === wallet.current);
  return card?.keyed[Math.min(card.triesMade, card.keyed.length - 1)];
}

/** The wallet after a PIN was keyed to its end for the current card. */
export function countTry(wallet: Wallet): Wallet {
  const card = wallet.cards.find(({ id }) => id === wallet.current);
  return card === undefined
    ? wallet
    : changeCard(wallet, card.id, { triesMade: card.triesMade + 1 });
}

/** What people hand over is rounded up to notes: tens, above 50 yuan fifties, above 100 hundreds. */
const ROUNDED_TO: readonly (readonly [uptoMinor: number, stepMinor: number])[] = [
  [5000, 1000],
  [10_000, 5000],
  [Number.POSITIVE_INFINITY, 10_000],
];

/** What she lays down for an amount: in round notes if she has them; undefined if she cannot. */
export function cashFor(wallet: Wallet, dueMinor: number): number | undefined {
  const left = wallet.cashMinor - wallet.givenMinor;
  if (dueMinor <= 0 || left < dueMinor) return undefined;
  const [, stepMinor] = ROUNDED_TO.find(([uptoMinor]) => dueMinor <= uptoMinor) ?? [0, 1];
  return Math.min(left, Math.ceil(dueMinor / stepMinor) * stepMinor);
}

export function layDown(wallet: Wallet, amountMinor: number): Wallet {
  return { ...wallet, givenMinor: wallet.givenMinor + amountMinor };
}

function changeCard(wallet: Wallet, id: string, change: Partial<CardInWallet>): Wallet {
  const cards = wallet.cards.map((card) => (card.id === id ? { ...card, ...change } : card));
  return { ...wallet, cards };
}
