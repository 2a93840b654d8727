import type { WireView } from "../../sim-server/contract/index.ts";
import type { Words } from "../text/zh-cn.ts";
import { hasPrinted, type Seen } from "./deeds.ts";
import { printerTrouble } from "./printer-words.ts";
import { tillStatus } from "./till-status.ts";

/** One thing that happened at the counter, and whose it is. */
export type LogLine = { readonly who: LogVoice; readonly text: string };

export type LogVoice = "terminal" | "printer" | "customer" | "till" | "phone";

/** What each voice says now, as one line; empty when it is silent. */
export type Voices = Readonly<Record<LogVoice, string>>;

/** Reads every voice of the counter as it stands. */
export function voicesOf(seen: Seen, words: Words, inWords: InWords): Voices {
  return {
    terminal: terminalVoice(seen.terminal),
    printer: printerVoice(seen, words),
    customer: customerVoice(seen, words, inWords),
    till: tillVoice(seen, words),
    phone: phoneVoice(seen.phone, inWords),
  };
}

type InWords = (text: { readonly zh: string; readonly en: string }) => string;

/** The voices that say something other than before, in the order in which work goes. */
export function newLines(before: Voices | undefined, now: Voices): readonly LogLine[] {
  return VOICES.filter((who) => now[who] !== "" && now[who] !== before?.[who]).map((who) => ({
    who,
    text: now[who],
  }));
}

const VOICES: readonly LogVoice[] = ["till", "terminal", "printer", "phone", "customer"];

function terminalVoice(terminal: WireView["terminal"] | undefined): string {
  return (terminal?.lines ?? [])
    .map(({ text }) => text.trim())
    .filter((text) => text !== "")
    .join("，");
}

function printerVoice(seen: Seen, { things, log, marks }: Words): string {
  const { printer, slips } = seen;
  if (printer === undefined) return "";
  const parts: string[] = [];
  if (printer.paper !== "ok") parts.push(things.paper[printer.paper]);
  if (printer.cover === "open") parts.push(things.cover.open);
  parts.push(...printerTrouble(printer, things));
  if (printer.printing) parts.push(things.printing);
  else if (hasPrinted(seen)) parts.push(log.printed);
  const torn = slips?.at(-1);
  if (torn?.place === "counter") parts.push(things.copies[torn.copy]);
  return parts.join(marks.comma);
}

function customerVoice(
  { customer, mobile }: Seen,
  { customer: say, log, marks, things }: Words,
  inWords: InWords,
): string {
  if (customer?.speech === undefined) return "";
  const said = `${customer.name}${marks.colon}${inWords(customer.speech)}`;
  const mood = log.moodNow(say.moods[customer.mood]);
  const call = mobile?.shows === "call" ? `${marks.comma}${things.mobileShows.call}` : "";
  return `${said} ${mood}${call}`;
}

function tillVoice({ till, goods }: Seen, { till: say, marks }: Words): string {
  if (till === undefined) return "";
  const left = goods?.items.filter(({ place }) => place === "belt").length ?? 0;
  const { text, aside } = tillStatus(till, left, say);
  return aside === undefined ? text : `${text}${marks.comma}${aside}`;
}

function phoneVoice(phone: WireView["phone"] | undefined, inWords: InWords): string {
  const last = phone?.transcript.at(-1);
  return last === undefined ? "" : inWords(last);
}
