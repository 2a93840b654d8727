import { concat } from "../../kit/bytes.ts";

/** A command whose data is coming. The pieces are a chain, so that one more copies none. */
export type Gathering = {
  readonly command: number;
  readonly head: Uint8Array;
  readonly bytesLeft: number;
  readonly last: Piece | undefined;
};

type Piece = { readonly bytes: Uint8Array; readonly before: Piece | undefined };

/** Longer data is skipped. Chosen: a page of ten centimetres on the widest printer has 50 KiB. */
export const GATHERED_BYTES_MAX = 262_144;

/** Takes as much from `at` on as still belongs to the data. */
export function gather(gathering: Gathering, bytes: Uint8Array, at: number): Gathering {
  const piece = bytes.slice(at, at + gathering.bytesLeft);
  return {
    ...gathering,
    bytesLeft: gathering.bytesLeft - piece.length,
    last: { bytes: piece, before: gathering.last },
  };
}

/** All the data that has come, in one piece. */
export function gathered({ last }: Gathering): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let piece = last; piece !== undefined; piece = piece.before) pieces.push(piece.bytes);
  return concat(pieces.reverse());
}
