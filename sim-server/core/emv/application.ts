import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat } from "../../../device-emulators/kit/bytes.ts";
import { buildDolData, dolLength, parseDol } from "../../../device-emulators/kit/dol.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { readRecord } from "./candidates.ts";
import { wellFormed } from "./formats.ts";
import type { CardFault, CardLink, EmvSession } from "./session.ts";
import { collect } from "./templates.ts";

const NO_LIST = new Uint8Array(0);
/** @source EMV 4.4 Book 3, 7.2 */
const MANDATORY = ["5A", "5F24", "8C", "8D"];
const LOCATOR_BYTES = 4;
/** A command's data, less the template around what is told. */
const TOLD_BYTES_MAX = 253;
/** @source EMV 4.4 Book 3, annex A: at most 252 bytes */
const LOCATOR_BYTES_MAX = 252;
/** Files of an application go from 1 to 30. @source EMV 4.4 Book 3, 5.3.2.2 */
const FILE_MAX = 30;
/** Files that EMV itself lays down. @source EMV 4.4 Book 3, 5.3.2.2 */
const PAYMENT_FILE_MAX = 10;
const RECORD_TEMPLATE = "70";

/**
 * Opens the transaction on the card: GET PROCESSING OPTIONS with what its PDOL asks for. The
 * session then holds its interchange profile (82) and file locator (94).
 *
 * @returns `not-now` where this application cannot be used, but another may
 * @source EMV 4.4 Book 3, 10.1
 */
export function* initiate(
  card: CardLink,
  session: EmvSession,
): Flow<Result<void, CardFault | "not-now">> {
  const list = parseDol(session.data.get("9F38") ?? NO_LIST);
  if (!list.ok || dolLength(list.value) > TOLD_BYTES_MAX) return err("bad-data");
  const wanted = buildDolData(list.value, (tag) => session.data.get(tag));
  session.told = [wanted];
  const answer = yield* card.transmit({
    cla: CLA.payment,
    ins: INS.getProcessingOptions,
    p1: 0x00,
    p2: 0x00,
    data: concat([Uint8Array.of(0x83, wanted.length), wanted]),
    le: 256,
  });
  if (!answer.ok) return answer;
  const { data, statusWord } = answer.value;
  if (statusWord === STATUS.conditionsNotSatisfied) return err("not-now");
  if (statusWord !== STATUS.success) return err("bad-data");
  if (!collect(data, session.data).ok) return err("bad-data");
  const options = session.data.get("80");
  if (options !== undefined) {
    session.data.set("82", options.slice(0, 2));
    session.data.set("94", options.slice(2));
    session.data.delete("80");
  }
  const complete = session.data.get("82")?.length === 2 && session.data.get("94") !== undefined;
  return complete ? ok(undefined) : err("bad-data");
}

/**
 * Reads every record that the file locator names. Without number, expiry or the lists of the two
 * GENERATE AC there is no transaction.
 *
 * @source EMV 4.4 Book 3, 10.2
 */
export function* readApplicationData(
  card: CardLink,
  session: EmvSession,
): Flow<Result<void, CardFault>> {
  const locator = session.data.get("94") ?? NO_LIST;
  if (locator.length % LOCATOR_BYTES !== 0) return err("bad-data");
  if (locator.length > LOCATOR_BYTES_MAX) return err("bad-data");
  for (let at = 0; at < locator.length; at += LOCATOR_BYTES) {
    const read = yield* readFile(card, session, locator.slice(at, at + LOCATOR_BYTES));
    if (!read.ok) return read;
  }
  const complete = MANDATORY.every((tag) => session.data.has(tag));
  return complete && wellFormed(session.data) ? ok(undefined) : err("bad-data");
}

function* readFile(
  card: CardLink,
  session: EmvSession,
  [fileByte = 0, first = 0, last = 0, signed = 0]: Uint8Array,
): Flow<Result<void, CardFault>> {
  const file = fileByte >> 3;
  if (file === 0 || file > FILE_MAX || first === 0 || last < first) return err("bad-data");
  if (signed > last - first + 1) return err("bad-data");
  for (let record = first; record <= last; record += 1) {
    const answer = yield* readRecord(card, file, record);
    if (!answer.ok) return answer;
    if (answer.value.statusWord !== STATUS.success) return err("bad-data");
    if (!collect(answer.value.data, session.data).ok) return err("bad-data");
    if (record < first + signed) keepSigned(session, file, answer.value.data);
  }
  return ok(undefined);
}

/** Of a payment file the issuer vouches for a record's content, of any other for all of it. */
function keepSigned({ signed }: EmvSession, file: number, record: Uint8Array): void {
  const objects = decodeTlv(record);
  const [template] = objects.ok ? objects.value : [];
  if (template?.tag !== RECORD_TEMPLATE) signed.usable = false;
  else signed.records.push(file <= PAYMENT_FILE_MAX ? template.value : record);
}
