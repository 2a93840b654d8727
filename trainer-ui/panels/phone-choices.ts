import type { WireView } from "../../sim-server/contract/index.ts";
import { shuffled } from "../keys/shuffle.ts";

type Phone = WireView["phone"];

/**
 * The answers offered now, in an order of this moment of this call: it stays while they are read,
 * and says nothing about which is right.
 */
export function choicesInOrder(phone: Phone | undefined, session: string): Phone["choices"] {
  if (phone === undefined) return [];
  const last = phone.transcript.at(-1)?.zh ?? "";
  const ids = phone.choices.map(({ id }) => id).join(",");
  return shuffled(phone.choices, `${session}/${phone.transcript.length}/${last}/${ids}`);
}
