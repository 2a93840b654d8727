import type { IssuerOptions } from "./bank-options.ts";
import { createIssuer, type Issuer, type IssuerParts } from "./issuer.ts";
import type { Finding } from "./response-codes.ts";

/** How an issuer is, seen from the acquirer. */
export type Condition = "up" | "down" | "unreachable" | "silent";

/** An issuer that the acquirer has a line to. */
export type Desk = Issuer & { condition: Condition };

/** What the acquirer finds when it cannot ask. */
export const CONDITION_FINDINGS: Readonly<Record<Condition, Finding | undefined>> = {
  up: undefined,
  down: "issuer-down",
  unreachable: "issuer-unreachable",
  silent: "issuer-silent",
};

export type Issuers = {
  /** The issuer of a card number: the longest prefix that fits counts. */
  readonly route: (pan: string) => Desk | undefined;
  readonly find: (id: string) => Desk | undefined;
  readonly all: () => readonly Desk[];
};

export function createIssuers(options: readonly IssuerOptions[], parts: IssuerParts): Issuers {
  const desks = options.map((each): Desk => ({ ...createIssuer(each, parts), condition: "up" }));
  const prefixes = desks
    .flatMap((desk) => desk.options.bins.map((bin) => ({ bin, desk })))
    .sort((left, right) => right.bin.length - left.bin.length);
  return {
    route: (pan) => prefixes.find(({ bin }) => pan.startsWith(bin))?.desk,
    find: (id) => desks.find((desk) => desk.options.id === id),
    all: () => desks,
  };
}
