import type { DecodeError } from "../../../device-emulators/kit/errors.ts";

/** How far a message has been read. */
export type Reader = {
  readonly bytes: Uint8Array;
  at: number;
  /** The first fault; what comes after it is not read. */
  fault: DecodeError | undefined;
  /** Where the value of the field read last begins, behind its length. */
  valueAt: number;
  /** The bitmaps, 32 bits a word; 0 where there is none. */
  readonly words: number[];
};

export function createReader(bytes: Uint8Array, start: number): Reader {
  return { bytes, at: start, fault: undefined, valueAt: start, words: [0, 0, 0, 0, 0, 0] };
}

/** Notes a fault, unless there is one already. */
export function fail(reader: Reader, fault: DecodeError): undefined {
  reader.fault ??= fault;
}

/** Notes that `name` wants more bytes than there are where the reader stands. */
export function failTruncated(
  reader: Reader,
  { part, name, wanted }: { readonly part: string; readonly name: string; readonly wanted: number },
): undefined {
  const { at, bytes } = reader;
  const left = Math.max(0, bytes.length - at);
  const unit = wanted === 1 ? "byte" : "bytes";
  const detail = `${name} wants ${wanted} ${unit}, ${left} ${left === 1 ? "remains" : "remain"}`;
  fail(reader, { code: "truncated", offset: Math.min(at, bytes.length), path: [part], detail });
}
