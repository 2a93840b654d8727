import type { UnionPayMessage } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import type { Heard } from "./far-side.ts";

/** Answers that close a reversal, and those that want keys first. */
const NOT_REFUSED = new Set(["00", "12", "25", "77", "A0"]);
const APPROVED = "00";

/** Where a message that was sent again was not the same, or was not answered the same. */
export function compareMessages(heard: readonly Heard[]): readonly string[] {
  const wrong: string[] = [];
  const first = new Map<string, Heard>();
  const reversed = new Set<string>();
  for (const one of heard) {
    const { request, answer } = one;
    const { 11: stan = "", 60: kind = "" } = request.fields;
    if (!["0100", "0200", "0220", "0400"].includes(request.mti)) continue;
    const key = `${kind.slice(2, 8)}/${stan}`;
    const name = `${request.mti} ${key}`;
    const before = first.get(name);
    first.set(name, before ?? one);
    if (request.mti === "0400") {
      reversed.add(key);
      const code = answer?.fields[39] ?? "00";
      if (!NOT_REFUSED.has(code)) wrong.push(`${name} was refused: ${code}`);
    }
    if (before !== undefined) wrong.push(...compareTwo(name, before, one, reversed.has(key)));
  }
  return wrong;
}

function compareTwo(name: string, before: Heard, again: Heard, reversed: boolean): string[] {
  const reworded = said(before.request) !== said(again.request);
  const otherwise = !reversed && approves(before) && !sameAnswer(before, again);
  return [
    ...(reworded ? [`${name} was repeated in other words`] : []),
    ...(otherwise ? [`${name} was answered otherwise when it was repeated`] : []),
  ];
}

/** All of a message but its MAC, whose key may have changed. */
function said({ mti, fields: { 64: _, ...fields } }: UnionPayMessage): string {
  return JSON.stringify([mti, fields]);
}

function approves({ answer }: Heard): boolean {
  return answer?.fields[39] === APPROVED;
}

function sameAnswer(left: Heard, right: Heard): boolean {
  return ([37, 38, 39] as const).every(
    (de) => left.answer?.fields[de] === right.answer?.fields[de],
  );
}
