import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { StripeTracks } from "../../../../device-emulators/kit/track-codes.ts";
import { hasChip, parseTrack2 } from "../../emv/track-2.ts";
import type { Terminal } from "../powered-terminal.ts";
import { dated, type EnteredCard } from "./entered-card.ts";

/**
 * A card by its stripe. One that has a chip must be inserted, unless its chip has just failed: then it
 * is a fallback, and says so to the issuer.
 *
 * @source UnionPay terminals: service codes 2 and 6, and the fallback after a failed chip
 */
export function readSwipe(
  terminal: Terminal,
  read: Result<StripeTracks, "nothing" | "garbled">,
  chipFailed: boolean,
): Result<EnteredCard, "stripe" | "chip-card"> {
  const track2 = read.ok && read.value.track2 !== undefined && parseTrack2(read.value.track2);
  if (!track2) return err("stripe");
  const chip = hasChip(track2);
  if (chip && !chipFailed) return err("chip-card");
  const { pan, expiry, characters } = track2;
  return ok(
    dated(terminal, chip ? "fallback" : "swipe", {
      ...{ pan, expiry, track2: characters, panSequence: undefined },
      track3: read.ok ? sendable(read.value.track3) : undefined,
    }),
  );
}

/** What DE 36 can hold of a third track: of its characters, digits and separators alone. */
const TRACK_3 = /^[\d=]{1,104}$/;

function sendable(track3: string | undefined): string | undefined {
  return track3 !== undefined && TRACK_3.test(track3) ? track3 : undefined;
}
