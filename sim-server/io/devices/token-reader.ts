import {
  EMPTY_GATE,
  type Refusal,
  stepTokenGate,
  type TokenGateInput,
  type TokenId,
} from "../../../device-emulators/devices/card-reader/token-gate.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { openPcscReader } from "../../../device-emulators/transports/pcsc.ts";

/** What can be told of a real reader. Of a card that was refused nothing is told but that. */
export type TokenNews =
  /** A training token lies in the reader, and has no power any more. */
  | { readonly event: "token"; readonly token: TokenId }
  | { readonly event: "refused"; readonly why: Refusal }
  /** What was let in or refused is no longer there. */
  | { readonly event: "token-gone" }
  /** Another program has the token for itself, so that it could not be asked. */
  | { readonly event: "in-use" }
  | { readonly event: "reader-gone"; readonly why: string }
  | { readonly event: "reader-back" };

/** What a refusal is called, for whoever stands before the reader. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  "real-card": "a real card was refused; it was powered off, and nothing of it was kept",
  unreadable: "the token gives no answer that can be read: take another",
  "no-lasting-number": "the token shows another number each time, as telephones do: take another",
};

/** What is to be done about a token that another program has. */
export const IN_USE_WORDS =
  "another program has the token for itself: end that, and take the token out and back";

export type TokenReader = {
  /** The reader's full name. */
  readonly name: string;
  readonly close: () => Promise<void>;
};

export type TokenReaderOptions = {
  /** The reader's name, or a part of it that no other has. */
  readonly name: string;
  readonly clock: Clock;
  readonly tell: (news: TokenNews) => void;
  /** Another way to a reader than the system's PC/SC. */
  readonly open?: typeof openPcscReader;
};

/**
 * A real reader with the gate before it: training tokens are told, real cards refused.
 *
 * @throws TillyardError `device-unavailable`
 */
export async function openTokenReader(options: TokenReaderOptions): Promise<TokenReader> {
  const { name, clock, tell, open = openPcscReader } = options;
  let gate = EMPTY_GATE;
  /** Which token it is: what an earlier one still says is not heard. */
  let turn = 0;

  const reader = await open(
    { name, clock },
    {
      tokenPresent: (atr) => {
        turn += 1;
        step({ type: "token-present", atr });
      },
      tokenGone: () => {
        turn += 1;
        step({ type: "token-gone" });
        tell({ event: "token-gone" });
      },
      readerGone: (why) => tell({ event: "reader-gone", why }),
      readerBack: () => tell({ event: "reader-back" }),
    },
  );

  const transmit = async (bytes: Uint8Array): Promise<void> => {
    const asked = turn;
    const answer = await reader.transmit(bytes);
    if (asked !== turn) return;
    if (answer.ok) step({ type: "answer", bytes: answer.value });
    else if (answer.error === "in-use") tell({ event: "in-use" });
    else step({ type: "silence" });
  };

  const step = (input: TokenGateInput): void => {
    const next = stepTokenGate(gate, input, clock.nowMs());
    gate = next.state;
    for (const effect of next.effects) {
      if (effect.type === "transmit") void transmit(effect.bytes);
      else if (effect.type === "power-off") void reader.powerOff();
      else if (effect.type === "refused") tell({ event: "refused", why: effect.why });
      else tell({ event: "token", token: effect.token });
    }
  };

  return { name: reader.name, close: reader.close };
}
