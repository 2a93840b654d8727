import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import { type Flow, sleep } from "../../world/flow.ts";
import { nextStimulus, prompt } from "../keypad.ts";
import { managementRequest, serialNumberData } from "../messages/management.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf } from "../response-codes.ts";
import { SYSTEM, signOnFailedScreen } from "../screens/system.ts";
import { nextStan } from "../stan.ts";
import { type KeyFault, openWorkingKeys } from "../working-keys.ts";

/** How long `签到成功` stands. Chosen, between 1 and 3 s. */
const DWELL_MS = 1_000;

const KEY_FAULT_TEXT: Readonly<Record<KeyFault, string>> = {
  "pin-key": "解包PKEY验证不符",
  "mac-key": "解包MKEY验证不符",
  "track-key": "解包TKEY验证不符",
  "not-the-set": "下载工作密钥失败",
};

/** Signs on at the bank, again and again until there are working keys; each new try wants enter. */
export function* signOn(terminal: Terminal): Flow<void> {
  for (;;) {
    const signed = yield* trySignOn(terminal);
    if (signed.ok) {
      terminal.signOnWanted = false;
      show(terminal, SYSTEM.signedOn);
      yield* sleep(DWELL_MS);
      return;
    }
    prompt(terminal, signOnFailedScreen(signed.error));
    for (;;) {
      const next = yield* nextStimulus(terminal);
      if (next.kind === "key" && next.key === "enter") break;
    }
  }
}

/** One 0800. @returns what the cashier is to read where it failed */
function* trySignOn(terminal: Terminal): Flow<Result<void, string>> {
  const { journal, host, config, operator } = terminal;
  show(terminal, SYSTEM.dialling);
  if (!(yield* host.connect())) return err("联接失败");
  const facts = journal.facts();
  const stan = nextStan(facts.stan);
  yield* journal.write({ kind: "numbered", stan, what: "0800" });
  show(terminal, SYSTEM.signingOn);
  const data = serialNumberData(config.kernel.serialNumber);
  const asked = { stan, batch: facts.batch, operator, data, code: config.keySet };
  const answer = yield* host.ask(managementRequest(config, "sign-on", asked));
  if (answer.kind !== "answered") return err("收包错误");
  const { 39: code = "", 60: kind = "", 62: download } = answer.message.fields;
  if (code !== "00") return err(`${code} ${meaningOf(code).zh}`);
  show(terminal, SYSTEM.checkingKeys);
  const batch = kind.slice(2, 8);
  return yield* takeKeys(terminal, { stan, batch, download: download ?? new Uint8Array(0) });
}

function* takeKeys(
  terminal: Terminal,
  given: { readonly stan: string; readonly batch: string; readonly download: Uint8Array },
): Flow<Result<void, string>> {
  const keys = openWorkingKeys(terminal.master, given.download, terminal.config.keySet);
  if (!keys.ok) return err(KEY_FAULT_TEXT[keys.error]);
  const { pin, pinCheck } = keys.value.enciphered;
  const loaded = yield* terminal.pinPad.loadKey(pin, pinCheck);
  if (loaded !== "done") return err("密码键盘故障");
  const { batch: oldBatch } = terminal.journal.facts();
  const batch = given.batch.length === oldBatch.length ? given.batch : oldBatch;
  const download = toHex(given.download);
  yield* terminal.journal.write({ kind: "keys", stan: given.stan, batch, download });
  terminal.keys = keys.value;
  return ok(undefined);
}
