import type { DeedId } from "../panels/deeds.ts";

/** What a key asks for. Who carries it out is the page's affair. */
export type Command =
  | { readonly do: "till-key"; readonly key: "delete-line" | "cancel-sale" }
  | { readonly do: "tender"; readonly means: "card" | "cash" }
  | { readonly do: "terminal-key"; readonly key: TerminalKey }
  | { readonly do: "deed"; readonly deed: DeedId }
  | { readonly do: "choose"; readonly number: number }
  /** Of the groups of phrases; the one after the last is for asking what to pay with. */
  | { readonly do: "group"; readonly number: number }
  | {
      readonly do: "look" | "read-out" | "talk" | "phone" | "help" | "escape" | "confirm" | "plain";
    }
  | { readonly do: "erase" };

export type TerminalKey =
  | "0"
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "9"
  | "star"
  | "hash"
  | "enter"
  | "clear"
  | "cancel";
