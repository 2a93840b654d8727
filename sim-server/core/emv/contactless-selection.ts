import { STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { accepting, type Candidate, candidateOf, select } from "./candidates.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  type TerminalApplication,
  takeApplication,
} from "./session.ts";
import { collect } from "./templates.ts";

/** @source EMV Contactless Book B, 3.3.2 */
const DIRECTORY = fromLatin1("2PAY.SYS.DDF01");
/** Templates on the way from the directory's FCI to its entries. */
const PATH = new Set(["6F", "A5", "BF0C"]);

/**
 * Selects over the air the application that both sides know and the issuer likes best. The session then
 * holds its FCI. A card without the directory has nothing for this reader.
 *
 * @source EMV Contactless Book B, 3.3
 */
export function* selectContactless(
  card: CardLink,
  applications: readonly TerminalApplication[],
  session: EmvSession,
): Flow<Result<TerminalApplication, CardFault>> {
  const directory = yield* select(card, DIRECTORY);
  if (!directory.ok) return directory;
  const { statusWord, data } = directory.value;
  if (statusWord === STATUS.functionNotSupported) return err("blocked");
  if (statusWord !== STATUS.success) return err("no-application");
  const candidates = entriesOf(data, applications).sort(
    (left, right) => left.priority - right.priority,
  );
  for (const { aid, application } of candidates) {
    const answer = yield* select(card, aid);
    if (!answer.ok) return answer;
    if (answer.value.statusWord !== STATUS.success) continue;
    const read = collect(answer.value.data, session.data);
    if (!read.ok) return read;
    takeApplication(session, application, aid);
    return ok(application);
  }
  return err("no-application");
}

/** The entries (61) of a directory that the terminal accepts; none where it cannot be read. */
function entriesOf(bytes: Uint8Array, applications: readonly TerminalApplication[]): Candidate[] {
  const objects = decodeTlv(bytes);
  if (!objects.ok) return [];
  return objects.value.flatMap(({ tag, value }) => {
    if (PATH.has(tag)) return entriesOf(value, applications);
    const entry = new Map<string, Uint8Array>();
    if (tag !== "61" || !collect(value, entry).ok) return [];
    const aid = entry.get("4F");
    const application = aid === undefined ? undefined : accepting(applications, aid);
    if (aid === undefined || application === undefined) return [];
    return [candidateOf(aid, application, entry)];
  });
}
