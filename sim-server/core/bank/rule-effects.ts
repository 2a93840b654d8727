import type { Dialect, Fields, Message } from "../iso8583/dialect.ts";
import { pack } from "../iso8583/pack.ts";
import type { Firing, RuleAction } from "./rules.ts";

/** A frame on its way to the terminal, so long after the request came. */
export type Reply = { readonly afterMs: number; readonly frame: Uint8Array };

type Doing = RuleAction["do"];

/** The code that a rule wants answered; the first of several counts. */
export function ruledCode(firings: readonly Firing[]): string | undefined {
  return of(firings, "answer")[0]?.code;
}

export function loses(firings: readonly Firing[], what: "request" | "answer"): boolean {
  return of(firings, "lose").some((action) => action.what === what);
}

/** The answer with the fields that rules changed, unless no frame could hold them. */
export function changeAnswer<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
  firings: readonly Firing[],
): Message<F> {
  const changes = of(firings, "change");
  if (changes.length === 0) return message;
  const fields = Object.assign({}, message.fields, ...changes.map((change) => change.fields));
  const changed = { mti: message.mti, fields };
  return pack(dialect, changed).ok ? changed : message;
}

/** The frames that leave, and when: delayed, corrupted, doubled or lost as rules want. */
export function deliver(
  frame: Uint8Array,
  waitedMs: number,
  firings: readonly Firing[],
): readonly Reply[] {
  if (firings.length === 0) return [{ afterMs: waitedMs, frame }];
  if (loses(firings, "answer")) return [];
  let afterMs = waitedMs;
  for (const { ms } of of(firings, "delay")) afterMs += ms;
  const corruptions = of(firings, "corrupt");
  const spoilt = corruptions.length === 0 ? frame : frame.slice();
  for (const { at, bits } of corruptions) {
    const place = at === "mac" ? spoilt.length - 1 : at;
    if (place < spoilt.length) spoilt[place] = (spoilt[place] ?? 0) ^ bits;
  }
  const again = of(firings, "duplicate").map((action) => ({
    afterMs: afterMs + action.afterMs,
    frame: spoilt,
  }));
  return [{ afterMs, frame: spoilt }, ...again];
}

function of<D extends Doing>(
  firings: readonly Firing[],
  doing: D,
): readonly Extract<RuleAction, { readonly do: D }>[] {
  if (firings.length === 0) return [];
  return firings
    .map(({ rule }) => rule.action)
    .filter((action): action is Extract<RuleAction, { readonly do: D }> => action.do === doing);
}
