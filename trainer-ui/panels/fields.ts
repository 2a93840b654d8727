import type { WireAct } from "../../sim-server/contract/index.ts";
import type { LookedAt } from "../session/place.ts";

export type Verdict = Extract<WireAct, { type: "judge" }>["verdict"];

/** What is judged when it has been looked at. */
export type Judged = Exclude<LookedAt, "other-copy">;

type Field = Exclude<Verdict, "matches">;

const ON_A_SLIP: readonly Field[] = ["amount", "date", "card-number", "merchant"];

/** What can be wrong with a thing, in the order in which it is read. */
export const FIELDS: Readonly<Record<Judged, readonly Field[]>> = {
  card: ["bank-mark", "card-number", "expiry", "sample", "broken"],
  "cardholder-copy": ON_A_SLIP,
  "merchant-copy": ON_A_SLIP,
};
