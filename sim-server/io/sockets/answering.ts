import type { Socket } from "socket.io";
import type { RefusalMessage } from "../../contract/index.ts";
import { malformed, REFUSALS } from "../http/refusals.ts";
import { createRateLimit } from "./rate.ts";

export type Refused = { readonly ok: false; readonly refusal: RefusalMessage };

export type AnsweringPorts = {
  readonly rate: { readonly burst: number; readonly perSecond: number };
  readonly realNowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/**
 * Lets through what comes at an allowed rate, and answers it: by acknowledgement, or else a refusal by
 * `refused`.
 */
export function answerOn(socket: Socket, { rate, realNowMs, failed }: AnsweringPorts) {
  const allowed = createRateLimit(rate);
  return <A extends { readonly ok: true } | Refused>(
    work: (message: unknown) => A | Refused | Promise<A | Refused>,
  ) =>
    (...words: unknown[]): void => {
      const acknowledge = words.findLast(
        (word): word is (answer: A | Refused) => void => typeof word === "function",
      );
      const [first] = words;
      const message = first === acknowledge ? undefined : first;
      const attempt = async (): Promise<A | Refused> =>
        allowed(realNowMs()) ? work(message) : refused(REFUSALS.tooFast);
      attempt()
        .catch((error: unknown) => {
          failed(error);
          return refused(REFUSALS.server);
        })
        .then((answer) => {
          if (acknowledge !== undefined) acknowledge(answer);
          else if (!answer.ok) socket.emit("refused", answer.refusal);
        })
        .catch(failed);
    };
}

export function refused(refusal: RefusalMessage): Refused {
  return { ok: false, refusal };
}

type ZodComplaint = { readonly issues: readonly { path: PropertyKey[]; message: string }[] };

/** The first thing that is wrong with a message. */
export function complaint(error: ZodComplaint): RefusalMessage {
  const issue = error.issues[0];
  return malformed(issue?.path.map(String).join(".") ?? "", issue?.message ?? "");
}

/** Whether a message is of another version than the one that is spoken here. */
export function ofOtherVersion(message: unknown, spoken: number): boolean {
  const version = (message as { version?: unknown } | null | undefined)?.version;
  return typeof version === "number" && version !== spoken;
}
