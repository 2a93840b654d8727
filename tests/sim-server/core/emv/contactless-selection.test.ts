import { expect, test } from "vitest";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { selectContactless } from "../../../../sim-server/core/emv/contactless-selection.ts";
import { openSession, type TerminalApplication } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";

const DEBIT = "61 0D 4F 08 A000000333010101 87 01 02";
const CREDIT = "61 0D 4F 08 A000000333010102 87 01 01";
const UNKNOWN = "61 0A 4F 08 A000000004101000";
const FCI = "6F 0F 84 08 A000000333010101 A5 03 87 01 01 9000";

/** What is selected in turn, and what comes of it. */
test.each<[string, string, readonly string[], string]>([
  ["one entry", directory(DEBIT), [FCI], "A000000333010101 -> 01"],
  ["the issuer's favourite first", directory(DEBIT, CREDIT), [FCI], "A000000333010102 -> 02"],
  [
    "the next where the first is gone",
    directory(DEBIT, CREDIT),
    ["6A82", FCI],
    "A000000333010102 A000000333010101 -> 01",
  ],
  ["a blocked application", directory(DEBIT), ["6283"], "A000000333010101 -> no-application"],
  ["nothing known", directory(UNKNOWN), [], " -> no-application"],
  ["known among unknown", directory(UNKNOWN, DEBIT), [FCI], "A000000333010101 -> 01"],
  ["nonsense instead of its FCI", directory(DEBIT), ["6F059000"], "A000000333010101 -> bad-data"],
])("%s", (_name, listed, answers, expected) => {
  const selected: string[] = [];
  const { link } = linkTo(unionPayCard(), ({ data }) => {
    const name = toHex(data);
    if (name.startsWith("325041")) return listed;
    selected.push(name);
    return answers[selected.length - 1] ?? "6A82";
  });
  const session = openSession(CONFIG, CIRCUMSTANCES);
  const found = finish(selectContactless(link, CONFIG.applications, session));
  const drawn = found.ok ? tail(found.value) : found.error;
  expect(`${selected.join(" ")} -> ${drawn}`).toBe(expected);
});

function tail({ aid }: TerminalApplication): string {
  return aid.slice(-2);
}

function directory(...entries: readonly string[]): string {
  const body = entries.join("").replaceAll(" ", "");
  const length = (more: number) => (body.length / 2 + more).toString(16).padStart(2, "0");
  return `6F ${length(5)} A5 ${length(3)} BF0C ${length(0)} ${body} 9000`;
}
