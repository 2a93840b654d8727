import { count, type FaultKind, type FaultParam, milliseconds } from "./fault-kind.ts";

/** What can go wrong with a chip card while a terminal speaks to it. */
export type CardFaultId =
  | "card.pulled"
  | "card.mute"
  | "card.status"
  | "card.slow"
  | "card.cryptogram-wrong";

type CardFaultKind = FaultKind<CardFaultId>;

const COMMANDS_MAX = 99_999;

/** 1 is the first command after insertion. */
const AT_COMMAND = count("apdu", "command, 0 for every one", {
  fallback: 0,
  min: 0,
  max: COMMANDS_MAX,
});

const SW: FaultParam = {
  name: "sw",
  unit: "status word",
  type: "text",
  fallback: "6F00",
  form: { is: /^[69][0-9A-Fa-f]{3}$/, says: "a status word, such as 6F00" },
};

const card = (
  kind: Omit<CardFaultKind, "layer" | "at"> & Partial<CardFaultKind>,
): CardFaultKind => ({
  layer: "card reader",
  at: ["card"],
  ...kind,
});

/** Faults of a card, each at one command or at all. */
export const CARD_FAULTS: readonly CardFaultKind[] = [
  card({
    id: "card.pulled",
    at: ["counter", "card"],
    means: { zh: "交易中卡被拔出", en: "the card is pulled out at a command" },
    params: [count("apdu", "commands", { fallback: 5, max: COMMANDS_MAX })],
    holds: "a sale whose chip did not agree is not approved; what the bank booked is reversed",
  }),
  card({
    id: "card.mute",
    means: { zh: "卡没有应答", en: "a command is lost on dirty contacts, and nothing comes back" },
    params: [AT_COMMAND],
    holds: "the terminal gives the card up, and nothing is approved",
  }),
  card({
    id: "card.status",
    means: { zh: "卡回错误状态字", en: "the status word alone comes back" },
    params: [SW, AT_COMMAND],
    holds: "the terminal does what its specification says of that status",
  }),
  card({
    id: "card.slow",
    means: { zh: "卡应答很慢", en: "the card answers slowly" },
    params: [milliseconds("ms", 500, 0), AT_COMMAND],
    holds: "an answer within the reader's time limit is an answer",
  }),
  card({
    id: "card.cryptogram-wrong",
    means: { zh: "密文被改动", en: "the proof in the answer to GENERATE AC has a wrong bit" },
    params: [AT_COMMAND],
    holds: "neither bank nor terminal believes it",
  }),
];
