import { cutEscpos } from "../../kit/escpos-pieces.ts";
import { parseEscpos, startParser } from "./escpos-parser.ts";
import type { PrinterModel } from "./models.ts";
import type { Paper, PaperLine } from "./paper.ts";

/**
 * The paper that a whole job makes on a printer that has just been switched on and never runs out:
 * each piece with the bytes it came from, cuts where the job asks for them.
 */
export function jobPaper(bytes: Uint8Array, model: PrinterModel): Paper {
  const { jobs } = parseEscpos(startParser(model, true), bytes);
  const ends = new Map(cutEscpos(bytes).map(({ offset, length }) => [offset, offset + length]));
  return jobs.flatMap(({ work, endsAt }): PaperLine[] => {
    if (work.kind === "print") return [work.line];
    if (work.kind !== "cut") return [];
    const source = { at: endsAt, end: ends.get(endsAt) ?? endsAt };
    const cut = { kind: "cut", full: work.full, dots: 0, source } as const;
    return work.feedDots === undefined || work.feedDots === 0
      ? [cut]
      : [{ kind: "feed", dots: work.feedDots, source }, cut];
  });
}
