import { decodeTlv, encodeTlv, type Tlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { concat, equalBytes, fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import { type Flow, sleep } from "../../world/flow.ts";
import { withDownloads } from "../downloaded-kernel.ts";
import { type ManagementKind, managementRequest } from "../messages/management.ts";
import { readParameters } from "../parameters.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf } from "../response-codes.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen } from "../screens/system.ts";
import { type Message, tell } from "./say.ts";

/** What is fetched one by one after a list of what there is. */
const LISTS = {
  "ca-key": { list: "ca-key-list", end: "ca-key-end", name: "公钥下载", named: ["9F06", "9F22"] },
  application: {
    list: "application-list",
    end: "application-end",
    name: "IC参数下载",
    named: ["9F06"],
  },
} as const;

/** First character of a list: there is more than fits this answer. @source UnionPay POS, DE 62 of 372 */
const MORE_FOLLOWS = "2";
/** A list has no more answers than this; one that goes on is broken. Chosen. */
const ANSWERS_MAX = 20;

/** How long a result stands that nobody asked for. Chosen. */
const DWELL_MS = 1_000;

/**
 * Fetches the terminal's parameters, and works by them from now on.
 *
 * @param attended whether somebody waits for the result
 */
export function* downloadParameters(terminal: Terminal, attended = true): Flow<void> {
  const name = "参数下载";
  const got = yield* fetch(terminal, "parameters", name, undefined);
  const read = got.ok ? readParameters(got.value, terminal.config) : undefined;
  if (!got.ok || read === undefined) {
    yield* close(terminal, attended, failed(name, got.ok ? "参数错" : got.error));
    return;
  }
  yield* terminal.journal.write({ kind: "parameters", values: toHex(got.value) });
  terminal.config = { ...terminal.config, ...read };
  yield* close(terminal, attended, { head: `${name}成功` });
}

/** Fetches the keys of certification authorities, or the parameters of applications. */
export function* downloadList(
  terminal: Terminal,
  kind: keyof typeof LISTS,
  attended = true,
): Flow<void> {
  const { name, end } = LISTS[kind];
  const names = yield* listNames(terminal, kind);
  if (!names.ok) {
    yield* close(terminal, attended, failed(name, names.error));
    return;
  }
  for (const asked of names.value) {
    const got = yield* fetch(terminal, kind, name, asked);
    if (!got.ok || !holds(got.value, asked)) {
      yield* close(terminal, attended, failed(name, got.ok ? "数据错" : got.error));
      return;
    }
    yield* terminal.journal.write({ kind, values: toHex(got.value.subarray(1)) });
  }
  const ended = yield* fetch(terminal, end, name, undefined);
  const { config, journal } = terminal;
  terminal.config = { ...config, kernel: withDownloads(config.kernel, journal.facts()) };
  const lines = [`${names.value.length}项`];
  yield* close(
    terminal,
    attended,
    ended.ok ? { head: `${name}成功`, lines } : failed(name, ended.error),
  );
}

/** Whether an answer says that it is there, and then what was asked for and nothing else. */
function holds(answer: Uint8Array, asked: Uint8Array): boolean {
  const objects = decodeTlv(answer.subarray(1));
  const names = decodeTlv(asked);
  if (answer[0] !== 0x31 || !objects.ok || !names.ok) return false;
  return names.value.every(({ tag, value }) =>
    objects.value.some((object) => object.tag === tag && equalBytes(object.value, value)),
  );
}

/** What there is to fetch, each by the data objects that name it. */
function* listNames(
  terminal: Terminal,
  kind: keyof typeof LISTS,
): Flow<Result<readonly Uint8Array[], string>> {
  const { list, name, named } = LISTS[kind];
  const names: Uint8Array[] = [];
  for (let answer = 0; answer < ANSWERS_MAX; answer += 1) {
    const asked = fromLatin1(`1${String(names.length).padStart(2, "0")}`);
    const got = yield* fetch(terminal, list, name, asked);
    if (!got.ok) return got;
    const objects = decodeTlv(got.value.subarray(1));
    if (!objects.ok) return err("数据错");
    names.push(...grouped(objects.value, named));
    if (String.fromCharCode(got.value[0] ?? 0) !== MORE_FOLLOWS) return ok(names);
  }
  return err("数据错");
}

/** Each run of data objects that begins with the first of `named`, cut down to those. */
function grouped(objects: readonly Tlv[], named: readonly string[]): readonly Uint8Array[] {
  const groups: Tlv[][] = [];
  for (const object of objects) {
    if (object.tag === named[0]) groups.push([]);
    if (named.includes(object.tag)) groups.at(-1)?.push(object);
  }
  return groups.map((group) => concat(group.map(({ tag, value }) => encodeTlv(tag, value))));
}

/** One exchange of a download. @returns DE 62 of the answer, or what the cashier reads */
function* fetch(
  terminal: Terminal,
  kind: ManagementKind,
  name: string,
  data: Uint8Array | undefined,
): Flow<Result<Uint8Array, string>> {
  const { journal, host, config, operator } = terminal;
  show(terminal, messageScreen("exchanging", TITLE.system, { head: name, lines: ["处理中..."] }));
  if (!(yield* host.connect())) return err("联接失败");
  const { batch } = journal.facts();
  const said = { batch, operator, ...(data !== undefined && { data }) };
  const answer = yield* host.ask(managementRequest(config, kind, said));
  if (answer.kind !== "answered") return err("收包错误");
  const { 39: code = "", 62: values } = answer.message.fields;
  if (code !== "00") return err(`${code} ${meaningOf(code).zh}`);
  return ok(values ?? new Uint8Array(0));
}

function failed(name: string, why: string): Message {
  return { head: `${name}失败`, lines: [why], failed: true };
}

function* close(terminal: Terminal, attended: boolean, message: Message): Flow<void> {
  if (attended) {
    yield* tell(terminal, TITLE.system, message);
    return;
  }
  show(terminal, messageScreen("message", TITLE.system, message));
  yield* sleep(DWELL_MS);
}
