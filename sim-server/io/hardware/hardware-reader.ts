import type { TokenId } from "../../../device-emulators/devices/card-reader/token-gate.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { HardwareEvent } from "../../core/counter/hardware-event.ts";
import {
  IN_USE_WORDS,
  openTokenReader,
  REFUSAL_WORDS,
  type TokenNews,
  type TokenReader,
} from "../devices/token-reader.ts";
import { LOOK_AGAIN_MS } from "./hardware-cable.ts";

/** A real card reader, and what the training cards that come into it stand for. */
export type ReaderHardware = {
  readonly device: "reader";
  /** Its name, or a part of it that no other has. */
  readonly name: string;
  /** The card, as scenarios name it, for which a token stands; undefined where it is not enrolled. */
  readonly cardOf: (token: TokenId) => string | undefined;
  /** Another way to a reader than the system's PC/SC. */
  readonly open?: typeof openTokenReader;
};

export type HardwareReaderPorts = {
  readonly clock: Clock;
  readonly tell: (event: HardwareEvent) => void;
  readonly unreachable: (why: string, hint?: string) => void;
  /** Told what whoever stands before the reader should know. */
  readonly say: (line: string) => void;
};

const NOT_ENROLLED = "this token stands for no card yet: npx tillyard enrol makes it one";

/** Keeps to a reader, and looks for it again where there is none. @returns what lets go of it */
export function keepReader(
  { name, cardOf, open = openTokenReader }: ReaderHardware,
  { clock, tell, unreachable, say }: HardwareReaderPorts,
): () => void {
  let reader: TokenReader | undefined;
  let closed = false;
  let said = "";
  let callOff: () => void = () => undefined;
  const hear = createListener({ cardOf, tell, say });

  const call = (): void => {
    open({ name, clock, tell: (news) => !closed && hear(news) }).then(
      (opened) => {
        if (closed) {
          void opened.close();
          return;
        }
        reader = opened;
        tell({ device: "reader", kind: "plugged" });
      },
      (error: unknown) => {
        if (!(error instanceof TillyardError)) throw error;
        const { message: why, hint } = error;
        if (why !== said && !closed) unreachable(why, hint);
        said = why;
        if (!closed) callOff = clock.after(LOOK_AGAIN_MS, call);
      },
    );
  };
  call();
  return () => {
    closed = true;
    callOff();
    void reader?.close();
  };
}

/** What the counter, and people, are told of a reader. It is told of no token that it did not get. */
function createListener({
  cardOf,
  tell,
  say,
}: Pick<ReaderHardware, "cardOf"> & Pick<HardwareReaderPorts, "tell" | "say">) {
  const device = "reader";
  let there = false;

  const hearToken = (token: TokenId): void => {
    const card = cardOf(token);
    if (card === undefined) {
      say(NOT_ENROLLED);
      return;
    }
    there = true;
    tell({ device, kind: "token", card, by: token.kind === "uid" ? "field" : "contact" });
  };

  return (news: TokenNews): void => {
    switch (news.event) {
      case "token":
        hearToken(news.token);
        return;
      case "token-gone":
        if (there) tell({ device, kind: "token-gone" });
        there = false;
        return;
      case "refused":
        if (news.why === "real-card") tell({ device, kind: "refused" });
        else say(REFUSAL_WORDS[news.why]);
        return;
      case "in-use":
        say(IN_USE_WORDS);
        return;
      case "reader-gone":
        tell({ device, kind: "unplugged" });
        return;
      case "reader-back":
        tell({ device, kind: "plugged" });
        return;
    }
  };
}
