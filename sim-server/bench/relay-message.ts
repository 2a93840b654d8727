import { fromLatin1 } from "../../device-emulators/kit/bytes.ts";

/** A receipt of some lines that asks for the printer's status, as a till sends it at once. */
export const MESSAGE = fromLatin1(
  `\x1b@${"Apples      2 x 1.50      3.00\n".repeat(16)}\x1dV\x42\x00\x1dr\x01`,
);

/** What comes back: GS r 1, all is well. */
export const STATUS = Uint8Array.of(0);
