import type { BlockCipher } from "../../crypto/blocks.ts";
import type { CryptogramScheme, DeriveSession } from "../../crypto/cryptogram-scheme.ts";
import { buildResponse, STATUS } from "../../kit/apdu.ts";
import { concat, fromHex, fromLatin1 } from "../../kit/bytes.ts";
import { dolLength, parseDol } from "../../kit/dol.ts";
import { invariant } from "../../kit/errors.ts";
import type { CardProfile } from "./card-profile.ts";
import { packDigits, track2Equivalent } from "./track.ts";

/**
 * What personalisation writes into a chip once and no command changes: answers ready to be sent, what
 * the card wants to be told, and its key. Shared by every state of the card.
 */
export type ChipImage = {
  readonly aid: Uint8Array;
  readonly interchangeProfile: Uint8Array;
  readonly directory: Directory;
  readonly application: Directory;
  readonly processingOptions: Uint8Array;
  readonly pdolLength: number;
  readonly cdol1: DolLayout;
  readonly cdol2: DolLayout;
  readonly scheme: CryptogramScheme;
  readonly deriveSession: DeriveSession;
};

/** What a selection opens: the answer to SELECT, and whole answers to READ RECORD by file (SFI). */
export type Directory = {
  readonly fci: Uint8Array;
  readonly files: ReadonlyMap<number, readonly Uint8Array[]>;
};

/** Where each value of a list lies in the data that come with it. */
export type DolLayout = {
  readonly length: number;
  readonly places: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
};

/** The name of the payment system directory. @source EMV 4.4 Book 1, 12.2.2 */
export const PSE_NAME = fromLatin1("1PAY.SYS.DDF01");

const DIRECTORY_SFI = 1;
const PRIORITY = Uint8Array.of(1);
const LANGUAGES = fromLatin1("zhen");

/** Writes a chip: the card's own key is derived from the issuer's master key and the card's number. */
export function personalise(
  profile: CardProfile,
  masterKey: BlockCipher,
  scheme: CryptogramScheme,
): ChipImage {
  const { application } = profile;
  const aid = fromHex(application.aid);
  const interchangeProfile = fromHex(application.interchangeProfile);
  const files = applicationFiles(profile);
  const pdol = fromHex(application.pdol);
  return {
    aid,
    interchangeProfile,
    directory: {
      fci: success(fileControl(PSE_NAME, [object("88", Uint8Array.of(DIRECTORY_SFI))])),
      files: readable(new Map([[DIRECTORY_SFI, [[directoryEntry(profile)]]]])),
    },
    application: { fci: success(applicationControl(profile)), files: readable(files) },
    processingOptions: success(object("80", concat([interchangeProfile, locateFiles(files)]))),
    pdolLength: layOut(pdol).length,
    cdol1: layOut(fromHex(application.cdol1)),
    cdol2: layOut(fromHex(application.cdol2)),
    scheme,
    deriveSession: scheme.openCard(
      scheme.deriveCardKey(masterKey, profile.pan, profile.panSequence),
    ),
  };
}

/** The data objects of each record of each file. */
type Files = ReadonlyMap<number, readonly (readonly Uint8Array[])[]>;

function applicationFiles(profile: CardProfile): Files {
  const { application, serviceCode } = profile;
  const { actionCodes } = application;
  const holder = [
    object("57", track2Equivalent(profile)),
    object("5F20", fromLatin1(profile.cardholderName)),
    object("5F30", fromHex(serviceCode.padStart(4, "0"))),
  ];
  const card = [
    object("5A", packDigits(profile.pan)),
    object("5F34", fromHex(profile.panSequence)),
    object("5F25", fromHex(`${profile.validFrom}01`)),
    object("5F24", fromHex(profile.expiry + lastDay(profile.expiry))),
    object("5F28", fromHex(application.countryCode)),
    object("9F42", fromHex(application.currencyCode)),
    object("9F07", fromHex(application.usageControl)),
    object("9F08", fromHex(application.version)),
  ];
  const rules = [
    object("8C", fromHex(application.cdol1)),
    object("8D", fromHex(application.cdol2)),
    object("8E", fromHex(application.cvmList)),
    object("9F0D", fromHex(actionCodes.default)),
    object("9F0E", fromHex(actionCodes.denial)),
    object("9F0F", fromHex(actionCodes.online)),
  ];
  return new Map([
    [1, [holder]],
    [2, [card, rules]],
  ]);
}

function directoryEntry(profile: CardProfile): Uint8Array {
  const { aid, label } = profile.application;
  const entry = [
    object("4F", fromHex(aid)),
    object("50", fromLatin1(label)),
    object("87", PRIORITY),
  ];
  return object("61", concat(entry));
}

function applicationControl(profile: CardProfile): Uint8Array {
  const { aid, label, pdol } = profile.application;
  const wanted = fromHex(pdol);
  return fileControl(fromHex(aid), [
    object("50", fromLatin1(label)),
    object("87", PRIORITY),
    ...(wanted.length > 0 ? [object("9F38", wanted)] : []),
  ]);
}

function fileControl(name: Uint8Array, properties: readonly Uint8Array[]): Uint8Array {
  const proprietary = concat([...properties, object("5F2D", LANGUAGES)]);
  return object("6F", concat([object("84", name), object("A5", proprietary)]));
}

/** AFL: for each file its number, its records from first to last, none of them signed. */
function locateFiles(files: Files): Uint8Array {
  return concat(
    Array.from(files, ([sfi, records]) => Uint8Array.of(sfi << 3, 1, records.length, 0)),
  );
}

function readable(files: Files): Directory["files"] {
  const answer = (objects: readonly Uint8Array[]) => success(object("70", concat(objects)));
  return new Map(Array.from(files, ([sfi, records]) => [sfi, records.map(answer)]));
}

function layOut(dol: Uint8Array): DolLayout {
  const entries = parseDol(dol);
  invariant(entries.ok, "a card's own lists can be read");
  const places = new Map<string, { start: number; end: number }>();
  let start = 0;
  for (const { tag, length } of entries.value) {
    places.set(tag, { start, end: start + length });
    start += length;
  }
  return { length: dolLength(entries.value), places };
}

function lastDay(yearAndMonth: string): string {
  const year = Number(yearAndMonth.slice(0, 2));
  const month = Number(yearAndMonth.slice(2));
  invariant(month >= 1 && month <= 12, "a card's dates are year and month");
  if (month === 2) return year % 4 === 0 ? "29" : "28";
  return month === 4 || month === 6 || month === 9 || month === 11 ? "30" : "31";
}

function success(data: Uint8Array): Uint8Array {
  return buildResponse(STATUS.success, data);
}

/** One data object. Nothing in a record or template of a card is longer than 255 bytes. */
function object(tag: string, value: Uint8Array): Uint8Array {
  invariant(value.length < 256, "a card's data object has at most 255 bytes");
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length];
  return concat([fromHex(tag), Uint8Array.from(length), value]);
}
