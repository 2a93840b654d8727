import type { Job } from "../../device-emulators/devices/printer/composer.ts";
import { parseEscpos, startParser } from "../../device-emulators/devices/printer/escpos-parser.ts";
import {
  COUNTER_PRINTER,
  type PrinterModel,
} from "../../device-emulators/devices/printer/models.ts";
import type { Urgent } from "../../device-emulators/devices/printer/real-time.ts";
import { concat, fromHex, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../device-emulators/kit/gb18030.ts";
import { drawPaper } from "./paper.ts";

/** `'text'` in ASCII, `zh'text'` in GB18030, the rest in hex. */
export function escpos(script: string): Uint8Array {
  const parts = script.match(/(?:zh)?'[^']*'|[0-9A-F ]+/g) ?? [];
  return concat(
    parts.map((part) => {
      if (part.startsWith("zh")) return encodeGb18030(part.slice(3, -1));
      return part.startsWith("'") ? fromLatin1(part.slice(1, -1)) : fromHex(part);
    }),
  );
}

/** Everything that was asked of the mechanism, then `?requests`, then `!commands passed over`. */
export function drawEscpos(script: string, model: PrinterModel = COUNTER_PRINTER): string {
  return drawBytes(escpos(script), model);
}

/** The same of bytes that are there already. */
export function drawBytes(bytes: Uint8Array, model: PrinterModel): string {
  const { jobs, urgent, parser } = parseEscpos(startParser(model), bytes);
  return [
    ...jobs.map(drawJob),
    ...(urgent.length > 0 ? [`?${urgent.map(drawUrgent).join(",")}`] : []),
    ...(parser.passedOver > 0 ? [`!${parser.passedOver}`] : []),
  ].join(" ");
}

function drawUrgent(urgent: Urgent): string {
  switch (urgent.kind) {
    case "ask":
      return `${urgent.n}`;
    case "recover":
      return urgent.clears ? "recover-clear" : "recover";
    case "pulse":
      return `pulse${urgent.pin}:${urgent.onMs}`;
    case "buzz":
      return `buzz${urgent.times}:${urgent.onMs}`;
    case "feed-button":
    case "power-off":
    case "status":
    case "clear":
      return urgent.kind;
  }
}

function drawJob({ work }: Job): string {
  switch (work.kind) {
    case "print":
      return drawPaper([work.line]);
    case "cut":
      return `${work.full ? "✂" : "✂-"}${work.feedDots === undefined ? "" : `+${work.feedDots}`}`;
    case "kick":
      return `kick${work.pin}:${work.onMs}${work.offMs === work.onMs ? "" : `/${work.offMs}`}`;
    case "buzz":
      return `buzz${work.times}:${work.onMs}`;
    case "report":
      return `report:${work.about}`;
    case "identify":
      return `identify:${work.n}`;
    case "buttons":
      return work.enabled ? "buttons-free" : "buttons-locked";
    case "automatic-status":
      return `asb${work.categories.toString(16).toUpperCase().padStart(2, "0")}`;
  }
}
