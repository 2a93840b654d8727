import { parseCommand } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv, type Tlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat } from "../../../device-emulators/kit/bytes.ts";
import type { Flow } from "../world/flow.ts";
import { type CardLink, type EmvSession, report } from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

/** What an issuer wants its card to do, before (71) or after (72) the last cryptogram. */
export type IssuerScript = {
  readonly when: "before" | "after";
  /** The content of the template. */
  readonly content: Uint8Array;
};

/** Scripts in one response. Chosen: an issuer sends one, seldom two. */
const SCRIPTS_MAX = 8;
const TEMPLATES: ReadonlyMap<string, IssuerScript["when"]> = new Map([
  ["71", "before"],
  ["72", "after"],
]);
const IDENTIFIER_BYTES = 4;
/** How a script went, in the high half of its result's first byte. @source EMV 4.4 Book 3, 10.10 */
const RESULT = { notPerformed: 0x00, failed: 0x10, successful: 0x20 } as const;
const NUMBER_MAX = 0x0f;
/** With these first status bytes the card goes on. @source EMV 4.4 Book 3, 10.10 */
const GOES_ON = new Set([0x90, 0x62, 0x63]);

/** The scripts in the DE 55 of a response, in their order; none where it cannot be read. */
export function issuerScripts(iccData: Uint8Array | undefined): readonly IssuerScript[] {
  const objects = decodeTlv(iccData ?? new Uint8Array(0));
  if (!objects.ok) return [];
  return objects.value
    .flatMap(({ tag, value }) => {
      const when = TEMPLATES.get(tag);
      return when === undefined ? [] : [{ when, content: value }];
    })
    .slice(0, SCRIPTS_MAX);
}

/**
 * Passes each script's commands on to the card, up to the first that it refuses, and adds how that
 * went to the results (DF31): five bytes a script. A card that is gone is one that refuses.
 *
 * @source EMV 4.4 Book 3, 10.10; Book 4, annex A5; UnionPay: results in DF31
 */
export function* runScripts(
  card: CardLink,
  session: EmvSession,
  scripts: readonly IssuerScript[],
  when: IssuerScript["when"],
): Flow<void> {
  const due = scripts.filter((script) => script.when === when);
  for (const { content } of due) {
    markTsi(session.tsi, "scriptProcessing");
    const result = yield* runScript(card, content);
    if ((result[0] ?? 0) !== RESULT.successful) {
      markTvr(session.tvr, when === "before" ? "scriptFailedBefore" : "scriptFailedAfter");
    }
    const before = session.data.get("DF31") ?? new Uint8Array(0);
    session.data.set("DF31", concat([before, result]));
  }
  if (due.length > 0) report(card, session, `script-${when}`);
}

function* runScript(card: CardLink, content: Uint8Array): Flow<Uint8Array> {
  const objects = decodeTlv(content);
  if (!objects.ok) return resultOf([], RESULT.notPerformed);
  const commands = objects.value.filter(({ tag }) => tag === "86");
  for (const [at, { value }] of commands.entries()) {
    const command = parseCommand(value);
    const answer = command.ok ? yield* card.transmit(command.value) : command;
    if (!answer.ok || !GOES_ON.has(answer.value.statusWord >> 8)) {
      return resultOf(objects.value, RESULT.failed | Math.min(at + 1, NUMBER_MAX));
    }
  }
  return resultOf(objects.value, RESULT.successful);
}

/** The result, and whose it is; zeros where the script does not say. */
function resultOf(objects: readonly Tlv[], result: number): Uint8Array {
  const bytes = new Uint8Array(1 + IDENTIFIER_BYTES);
  const identifier = objects.find(({ tag }) => tag === "9F18")?.value;
  if (identifier?.length === IDENTIFIER_BYTES) bytes.set(identifier, 1);
  bytes[0] = result;
  return bytes;
}
