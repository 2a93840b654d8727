import { buildCommand, type CommandApdu, parseResponse } from "../../device-emulators/kit/apdu.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { err, type Result } from "../../device-emulators/kit/result.ts";
import type { CardLink } from "../../sim-server/core/emv/session.ts";
import type { Flow } from "../../sim-server/core/world/flow.ts";
import type { PcscTerminal } from "./pcscd.ts";

const NOW = { channels: [], withinMs: undefined };

/** Our kernel's card is whatever lies in a PC/SC reader; `said` is every command's instruction. */
export function pcscLink(terminal: PcscTerminal) {
  const said: string[] = [];
  let asked: CommandApdu | undefined;
  const link: CardLink = {
    transmit: function* (command) {
      asked = command;
      said.push(toHex(Uint8Array.of(command.ins)));
      const answer = parseResponse((yield NOW) as Uint8Array);
      return answer.ok ? answer : err("removed" as const);
    },
    emit: () => undefined,
  };
  const run = async <T>(flow: Flow<T>): Promise<T> => {
    let next = flow.next();
    while (next.done !== true) {
      if (asked === undefined) throw new Error("the flow waits for something besides the card");
      const line = await terminal.say(toHex(buildCommand(asked)));
      asked = undefined;
      next = flow.next(line.startsWith("!") ? new Uint8Array(0) : fromHex(line.toUpperCase()));
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
