import type { StripeTracks } from "../../../device-emulators/kit/track-codes.ts";

/** Real devices that may stand at a counter instead of its own. */
export const HARDWARE = ["printer", "scanner", "stripe", "reader"] as const;
export type HardwareKind = (typeof HARDWARE)[number];

/**
 * What happened to a real device at the counter. Bytes are as they came, in hex; a stripe's tracks
 * are told once it is known that they are a test card's, and of any other card nothing but that.
 */
export type HardwareEvent =
  /** Its cable is in; `mute` is one that can send nothing, as a print queue cannot. */
  | { readonly device: HardwareKind; readonly kind: "plugged"; readonly mute?: true }
  /** Its cable is out, or somebody took the device away and the counter's own serves again. */
  | { readonly device: HardwareKind; readonly kind: "unplugged" }
  | { readonly device: HardwareKind; readonly kind: "withdrawn" }
  | { readonly device: "printer" | "scanner"; readonly kind: "bytes"; readonly hex: string }
  | { readonly device: "stripe"; readonly kind: "swiped"; readonly tracks: StripeTracks }
  /** A training card is in a real reader, by its contacts or over the air; it stands for that card. */
  | {
      readonly device: "reader";
      readonly kind: "token";
      readonly card: string;
      readonly by: "contact" | "field";
    }
  | { readonly device: "reader"; readonly kind: "token-gone" }
  | { readonly device: "scanner" | "stripe" | "reader"; readonly kind: "refused" };

/** What the world wants done by a real device. */
export type HardwareOrder = { readonly device: "printer"; readonly bytes: Uint8Array };

/** Real devices, as whoever holds their cables sees them. */
export type HardwareEnd = {
  /** From now on orders are carried out by `perform`; until then nobody carries them out. */
  readonly attach: (perform: (order: HardwareOrder) => void) => void;
  /** Whose cables are in. */
  readonly plugged: () => readonly HardwareKind[];
};
