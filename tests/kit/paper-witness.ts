import { approvedIn } from "./books-witness.ts";
import type { Notes, Watched } from "./money-witness.ts";
import { type ReadSlip, readSlips } from "./slip-reading.ts";

/** Where a slip says what the journal does not, or two say that they are the original. */
export function comparePaper(watched: Watched, { printed }: Notes): readonly string[] {
  const slips = readSlips(printed);
  const approved = approvedIn(watched);
  const wrong = slips
    .filter(({ complete }) => complete)
    .flatMap((slip) => {
      const mine = approved.find(({ intent }) => intent.stan === slip.stan);
      if (mine === undefined) return [`a slip says ${slip.stan}, which is not approved`];
      const { intent, approval } = mine;
      const same =
        slip.kind === intent.transaction &&
        slip.batch === intent.batch &&
        slip.card === intent.maskedPan &&
        slip.amountMinor === Number(approval.amount) &&
        slip.approvalCode === approval.approvalCode &&
        (slip.rrn === approval.rrn || beforeItsNumber(slip)) &&
        slip.date === approval.date;
      return same ? [] : [`a slip of ${slip.stan} is not what the journal says`];
    });
  const originals = slips.filter(({ complete, duplicate }) => complete && !duplicate);
  return [...wrong, ...twice(originals)];
}

/** A sale that was approved without the bank has its slips before it has a number there. */
function beforeItsNumber({ kind, rrn }: ReadSlip): boolean {
  return kind === "offline-sale" && rrn === "";
}

function twice(originals: readonly ReadSlip[]): string[] {
  const names = originals.map(({ stan, copy }) => `${copy} copy of ${stan}`);
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `the ${name} came out twice without a mark`);
}
