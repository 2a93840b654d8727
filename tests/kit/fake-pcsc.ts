import { toHex } from "../../device-emulators/kit/bytes.ts";
import { err, ok } from "../../device-emulators/kit/result.ts";
import {
  type establishPcsc,
  PCSC_CODE,
  type PcscContext,
} from "../../device-emulators/transports/pcsc-calls.ts";

/** What lies in a reader of the fake: its answer to reset, and what it answers, or the code instead. */
export type FakeToken = {
  readonly atr: Uint8Array;
  readonly answer: (command: Uint8Array) => Uint8Array | number;
};

/** A PC/SC without readers of metal. */
export type FakePcsc = {
  readonly establish: typeof establishPcsc;
  /** Readers by name, and what lies in them. */
  readonly slots: Map<string, FakeToken | undefined>;
  /** What was done to tokens: `connect`, a command in hex, `power-off`. */
  readonly done: string[];
  /** The service stops, or runs again. */
  running: boolean;
  /** The code that whoever wants a token is refused with. */
  refusal: number | undefined;
  /** Puts a token into a reader, or takes out what is there; each counts. */
  readonly put: (reader: string, token: FakeToken | undefined) => void;
};

export function createFakePcsc(): FakePcsc {
  const slots = new Map<string, FakeToken | undefined>();
  const comings = new Map<string, number>();
  const done: string[] = [];
  const fake: FakePcsc = {
    ...{ slots, done, running: true, refusal: undefined },
    establish: async () => (fake.running ? ok(context) : err(PCSC_CODE.noService)),
    put: (reader, token) => {
      slots.set(reader, token);
      comings.set(reader, (comings.get(reader) ?? 0) + 1);
    },
  };
  const context: PcscContext = {
    readers: async () => (fake.running ? ok([...slots.keys()]) : err(PCSC_CODE.noService)),
    slot: async (reader) => {
      if (!fake.running) return err(PCSC_CODE.noService);
      if (!slots.has(reader)) return err(PCSC_CODE.unknownReader);
      const atr = slots.get(reader)?.atr;
      return ok({ there: true, atr, comings: comings.get(reader) ?? 0 });
    },
    connect: async (reader) => {
      const token = slots.get(reader);
      if (token === undefined) return err(PCSC_CODE.noToken);
      if (fake.refusal !== undefined) return err(fake.refusal);
      done.push("connect");
      return ok({
        transmit: async (command) => {
          done.push(toHex(command));
          if (slots.get(reader) !== token) return err(PCSC_CODE.tokenRemoved);
          const answer = token.answer(command);
          return typeof answer === "number" ? err(answer) : ok(answer);
        },
        powerOff: async () => void done.push("power-off"),
      });
    },
    release: async () => void done.push("release"),
  };
  return fake;
}

/** Lets everything that only waits for promises come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
