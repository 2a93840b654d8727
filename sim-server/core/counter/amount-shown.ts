import type { TerminalScreen } from "../terminal/ports.ts";

/** The amount that anybody can read on the terminal's screen, in fen; undefined where none stands. */
export function amountShown({ lines }: TerminalScreen): number | undefined {
  for (const { text } of lines) {
    const amount = /(\d+)\.(\d{2})(?!\d)/.exec(text);
    if (amount !== null) return Number(amount[1]) * 100 + Number(amount[2]);
  }
  return undefined;
}
