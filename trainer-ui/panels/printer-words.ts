import type { WireView } from "../../sim-server/contract/index.ts";
import type { Words } from "../text/zh-cn.ts";

/** How the printer is: paper and cover, and what else there is to say of it. */
export function printerWords(printer: WireView["printer"], { things }: Words): string[] {
  return [
    things.paper[printer.paper],
    things.cover[printer.cover],
    ...printerTrouble(printer, things),
  ];
}

/** What is wrong with it beside paper and cover, and what a real one on its cable is. */
export function printerTrouble(
  { error, real }: WireView["printer"],
  things: Words["things"],
): string[] {
  return [
    ...(error === undefined ? [] : [things.printerErrors[error]]),
    ...(real === undefined ? [] : [things.realPrinter[real]]),
  ];
}
