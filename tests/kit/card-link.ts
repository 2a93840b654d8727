import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import { type Card, issueCard, stepCard } from "../../device-emulators/devices/card/chip-card.ts";
import {
  buildCommand,
  buildResponse,
  type CommandApdu,
  parseResponse,
  type ResponseApdu,
} from "../../device-emulators/kit/apdu.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import { CRYPTOGRAM } from "../../sim-server/conformance/vectors/unionpay.ts";
import type { CardLink, Circumstances, KernelConfig } from "../../sim-server/core/emv/session.ts";
import { UNIONPAY_KERNEL } from "../../sim-server/core/emv/unionpay-terminal.ts";
import type { Flow } from "../../sim-server/core/world/flow.ts";
import { PROFILE } from "./cards.ts";

/** The terminal of the kernel's tests. */
export const CONFIG: KernelConfig = { ...UNIONPAY_KERNEL, serialNumber: "10023017" };

/** 86.40 on 18 June 2025. */
export const CIRCUMSTANCES: Circumstances = {
  date: "20250618",
  time: "094127",
  amountMinor: 8640,
  unpredictableNumber: fromHex("12345678"),
};

/** What a card says instead of its own answer: hex with status word, or that it is gone. */
export type Instead = (command: CommandApdu) => string | "mute" | "removed" | undefined;

/** A link to a real emulated card that answers at once; `said` is every command in short. */
export function linkTo(card: Card, instead: Instead = () => undefined) {
  const said: string[] = [];
  const steps: string[] = [];
  let state = stepCard(card, { type: "power-on" }, 0).state;

  const answer = (command: CommandApdu): Result<ResponseApdu, "removed" | "mute"> => {
    said.push(short(command));
    const other = instead(command);
    if (other === "mute" || other === "removed") return err(other);
    if (other !== undefined) return read(fromHex(other));
    const step = stepCard(state, { type: "command", bytes: buildCommand(command) }, 0);
    state = step.state;
    return read(step.effects[0]?.bytes ?? buildResponse(0x6f00));
  };

  const link: CardLink = {
    transmit: (command) => atOnce(answer(command)),
    emit: (kind, data) => {
      if (kind === "emv.step" && "step" in data) steps.push(`${data.step} ${data.tvr} ${data.tsi}`);
    },
  };
  return { link, said, steps };
}

function read(bytes: Uint8Array): Result<ResponseApdu, never> {
  const response = parseResponse(bytes);
  if (!response.ok) throw new Error("an answer has a status word");
  return ok(response.value);
}

/** `A4 1PAY`, `A4 A000000333010101`, `B2 1/1` (record/file), `A8`, `AE 80`. */
function short({ ins, p1, p2, data }: CommandApdu): string {
  const name = ins.toString(16).toUpperCase();
  if (ins === 0xa4) {
    const text = toHex(data);
    return `A4 ${text.startsWith("31504159") ? "1PAY" : text}${p2 === 2 ? " next" : ""}`;
  }
  if (ins === 0xb2) return `B2 ${p1}/${p2 >> 3}`;
  return ins === 0xae ? `AE ${p1.toString(16).padStart(2, "0")}` : name;
}

/** A flow that has its result without waiting. */
export function* atOnce<T>(result: T): Flow<T> {
  yield* [];
  return result;
}

/** Runs a flow that never waits. */
export function finish<T>(flow: Flow<T>): T {
  const next = flow.next();
  if (next.done !== true) throw new Error("the flow waits for something");
  return next.value;
}

/** The card of the vectors, changed in what its issuer laid down. */
export function unionPayCard(
  changes: Partial<(typeof PROFILE)["application"]> = {},
  profile: Partial<typeof PROFILE> = {},
): Card {
  const application = { ...PROFILE.application, ...changes };
  return issueCard(
    { ...PROFILE, ...profile, application },
    desCipher(fromHex(CRYPTOGRAM.masterKey)),
  );
}
