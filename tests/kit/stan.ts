import { parseStan, type Stan } from "../../sim-server/core/terminal/stan.ts";

/** A trace number for a test; a slip in the test is a bug, so it throws. */
export function stan(digits: string): Stan {
  const parsed = parseStan(digits);
  if (parsed === undefined) throw new Error(`not a trace number: ${digits}`);
  return parsed;
}
