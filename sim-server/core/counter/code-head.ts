import { type CodeReader, readCodes } from "../till/code-reader.ts";
import { type Channel, createChannel } from "../world/channel.ts";
import type { LineEnd } from "../world/line.ts";

/** The terminal's end of its scanner's cable. */
export type CodeHead = {
  /** The channel that codes come by from now on; a terminal that starts again takes a new one. */
  readonly open: () => Channel<string>;
  /** Some flow of the terminal waits for a code. */
  readonly asks: () => boolean;
};

/** Takes codes off the cable. One that nobody waits for is dropped, not kept for a later sale. */
export function mountCodeHead(cable: LineEnd): CodeHead {
  let codes = createChannel<string>("codes");
  let reader: CodeReader = "";
  const asks = (): boolean => codes.waiter !== undefined;
  cable.onReceive = (bytes) => {
    const read = readCodes(reader, bytes);
    reader = read.reader;
    for (const code of read.codes) if (asks()) codes.put(code);
  };
  return {
    open: () => {
      codes = createChannel("codes");
      return codes;
    },
    asks,
  };
}
