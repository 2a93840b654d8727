import { blankToken } from "../../../device-emulators/devices/card/blank-token.ts";
import { chipOf } from "../../../device-emulators/devices/card/card-chip.ts";
import type { Chip } from "../../../device-emulators/devices/card/chip.ts";
import { throughGetResponse } from "../../../device-emulators/devices/card/get-response.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { CARD_FAULTS } from "../../../device-emulators/kit/faults/card-faults.ts";
import type { FaultOrder } from "../../../device-emulators/kit/faults/fault-kind.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import { VPCD_PORT } from "../../../device-emulators/transports/vpcd.ts";
import { loadCard } from "../../io/devices/card-file.ts";
import { readFaults } from "../fault-flags.ts";
import type { Flag, Options } from "../verb.ts";

/** The flags of `device card`. */
export const CARD_OPTIONS: readonly Flag[] = [
  { name: "card", value: "FILE", means: "card: number, expiry, persona (YAML)" },
  {
    ...{ name: "t0", value: "MANNER" },
    means: "card: speak T=0; data come `direct`, or are fetched: `get-response` (61xx, 6Cxx)",
  },
  { name: "blank", means: "card: a blank token instead, which answers 6A82 to everything" },
  { name: "uid", value: "HEX", means: "card: the number that the blank token shows over the air" },
  { name: "vpcd", value: "HOST:PORT", means: `card: the reader (127.0.0.1:${VPCD_PORT})` },
  { name: "fault", value: "FAULT", means: "card: card.pulled,apdu=3 and more", many: true },
];

/** What is put into the reader, for whoever can hold a chip of any kind. */
export type HoldsChip<R> = <S>(chip: Chip<S>, number: string) => R;

/**
 * Makes the chip that was chosen. What is refused is the option that was asked for last.
 *
 * @param hold is given the chip, and the masked number of its card
 * @throws TillyardError `config-invalid`
 */
export function withChip<R>(options: Options, hold: HoldsChip<R>): R {
  if (options.on("blank")) return hold(blankToken(readUid(options.text("uid"))), "blank");
  if (options.text("uid") !== undefined) {
    throw new TillyardError("config-invalid", "--uid is the number of a blank token", {
      hint: "give --blank too",
    });
  }
  const file = options.text("card");
  if (file === undefined) {
    throw new TillyardError("config-invalid", "device card wants a card", {
      hint: "give --card FILE; scenarios/cards/chip.yaml is one to copy",
    });
  }
  const card = loadCard(file);
  const number = maskPan(card.profile.pan);
  const manner = options.text("t0");
  if (manner === undefined) return hold(chipOf(card), number);
  if (manner === "direct") return hold(chipOf(card, "t0"), number);
  if (manner === "get-response") return hold(throughGetResponse(chipOf(card, "t0")), number);
  throw new TillyardError("config-invalid", `--t0 ${manner} is no manner of T=0`, {
    hint: "give --t0 direct or --t0 get-response",
  });
}

function readUid(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  if (/^([\dA-Fa-f]{8}|[\dA-Fa-f]{14}|[\dA-Fa-f]{20})$/.test(text)) {
    return fromHex(text.toUpperCase());
  }
  throw new TillyardError("config-invalid", `--uid ${text} is not a number that tokens have`, {
    hint: "give 4, 7 or 10 bytes in hexadecimal: --uid 04A1B2C3D4E5F6",
  });
}

/** @throws TillyardError `config-invalid` */
export function readCardFaults(options: Pick<Options, "texts">): readonly FaultOrder[] {
  return readFaults(options, CARD_FAULTS).map(({ order }) => order);
}

/** @throws TillyardError `config-invalid` */
export function readVpcd(text = `127.0.0.1:${VPCD_PORT}`): {
  readonly host: string;
  readonly port: number;
} {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? 0);
  const host = bracketed ?? plain;
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port };
  throw new TillyardError("config-invalid", `--vpcd ${text} is not a host and a port`, {
    hint: `give HOST:PORT, such as 127.0.0.1:${VPCD_PORT}`,
  });
}
