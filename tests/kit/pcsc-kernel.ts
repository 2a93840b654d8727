import {
  buildCommand,
  CLA,
  type CommandApdu,
  INS,
  parseResponse,
} from "../../device-emulators/kit/apdu.ts";
import { concat, fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { err, type Result } from "../../device-emulators/kit/result.ts";
import type { CardLink } from "../../sim-server/core/emv/session.ts";
import type { Flow } from "../../sim-server/core/world/flow.ts";
import type { PcscTerminal } from "./pcscd.ts";

const NOW = { channels: [], withinMs: undefined };
const STATUS_BYTES = 2;
const LE_ALL = 256;

/**
 * Our kernel's card is whatever lies in a PC/SC reader; `said` is every command's instruction. Data that
 * wait are fetched, and a length that is told is asked for, as a terminal does under T=0.
 */
export function pcscLink(terminal: PcscTerminal) {
  const said: string[] = [];
  let asked: CommandApdu | undefined;
  const link: CardLink = {
    transmit: function* (command) {
      asked = command;
      const answer = parseResponse((yield NOW) as Uint8Array);
      return answer.ok ? answer : err("removed" as const);
    },
    emit: () => undefined,
  };

  const say = async (command: CommandApdu): Promise<Uint8Array> => {
    said.push(toHex(Uint8Array.of(command.ins)));
    const line = await terminal.say(toHex(buildCommand(command)));
    const answer = line.startsWith("!") ? new Uint8Array(0) : fromHex(line.toUpperCase());
    const [sw1, sw2] = answer.slice(-STATUS_BYTES);
    const le = sw2 === undefined || sw2 === 0 ? LE_ALL : sw2;
    if (sw1 === 0x6c) return say({ ...command, le });
    if (sw1 !== 0x61) return answer;
    const fetch = { cla: CLA.interindustry, ins: INS.getResponse, p1: 0, p2: 0, le };
    const rest = await say({ ...fetch, data: new Uint8Array(0) });
    return concat([answer.slice(0, -STATUS_BYTES), rest]);
  };

  const run = async <T>(flow: Flow<T>): Promise<T> => {
    let next = flow.next();
    while (next.done !== true) {
      if (asked === undefined) throw new Error("the flow waits for something besides the card");
      const command = asked;
      asked = undefined;
      next = flow.next(await say(command));
    }
    return next.value;
  };
  return { link, said, run };
}

/** What must be there. @throws with the reason where it is not */
export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
