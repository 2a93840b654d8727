import { parseCommand } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  decodeScriptResults,
  encodeScriptResult,
  type ScriptOutcome,
} from "../../../device-emulators/kit/script-results.ts";
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
const NO_BYTES = new Uint8Array(0);
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
    const went = yield* runScript(card, content);
    if (went.outcome !== "successful") {
      markTvr(session.tvr, when === "before" ? "scriptFailedBefore" : "scriptFailedAfter");
    }
    const result = encodeScriptResult({ ...went, identifier: identifierOf(content) });
    session.data.set("DF31", concat([session.data.get("DF31") ?? NO_BYTES, result]));
  }
  if (due.length > 0) report(card, session, `script-${when}`);
}

type Went = { readonly outcome: ScriptOutcome; readonly command: number };

function* runScript(card: CardLink, content: Uint8Array): Flow<Went> {
  const objects = decodeTlv(content);
  if (!objects.ok) return { outcome: "not-performed", command: 0 };
  const commands = objects.value.filter(({ tag }) => tag === "86");
  for (const [at, { value }] of commands.entries()) {
    const command = parseCommand(value);
    const answer = command.ok ? yield* card.transmit(command.value) : command;
    if (!answer.ok || !GOES_ON.has(answer.value.statusWord >> 8)) {
      return { outcome: "failed", command: at + 1 };
    }
  }
  return { outcome: "successful", command: 0 };
}

/** Whose result it is: tag 9F18 in hex; zeros where the script does not say. */
function identifierOf(content: Uint8Array): string {
  const objects = decodeTlv(content);
  const identifier = objects.ok
    ? objects.value.find(({ tag }) => tag === "9F18")?.value
    : undefined;
  return toHex(
    identifier?.length === IDENTIFIER_BYTES ? identifier : new Uint8Array(IDENTIFIER_BYTES),
  );
}

/**
 * Fills the results up (DF31), so that every one of the scripts has one: what the card was never told
 * was not performed.
 */
export function completeResults({ data }: EmvSession, scripts: readonly IssuerScript[]): void {
  const known = data.get("DF31") ?? NO_BYTES;
  const told = new Set(decodeScriptResults(known)?.map(({ identifier }) => identifier));
  const missing = scripts
    .map(({ content }) => identifierOf(content))
    .filter((identifier) => !told.has(identifier))
    .map((identifier) => encodeScriptResult({ outcome: "not-performed", command: 0, identifier }));
  data.set("DF31", concat([known, ...missing]));
}
