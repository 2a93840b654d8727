import { type BlockCipher, desCipher } from "../../crypto/blocks.ts";
import type { CryptogramScheme, DeriveSession } from "../../crypto/cryptogram-scheme.ts";
import type { RsaKeyPair } from "../../crypto/rsa.ts";
import { testKey } from "../../crypto/test-authority.ts";
import { buildResponse, STATUS } from "../../kit/apdu.ts";
import { encodeTlv } from "../../kit/ber-tlv.ts";
import { concat, fromHex, fromLatin1 } from "../../kit/bytes.ts";
import { dolLength, parseDol } from "../../kit/dol.ts";
import { invariant } from "../../kit/errors.ts";
import type { CardApplication, CardProfile } from "./card-profile.ts";
import { DDOL, hasKeys, hasOwnKey, keyRecords } from "./key-records.ts";
import { packDigits, track2Equivalent } from "./track.ts";

/**
 * What personalisation writes into a chip once and no command changes: answers ready to be sent, what
 * the card wants to be told, and its key. Shared by every state of the card.
 */
export type ApplicationImage = {
  readonly profile: CardApplication;
  readonly aid: Uint8Array;
  readonly interchangeProfile: Uint8Array;
  readonly application: Directory;
  readonly processingOptions: Uint8Array;
  readonly pdolLength: number;
  readonly cdol1: DolLayout;
  readonly cdol2: DolLayout;
  readonly scheme: CryptogramScheme;
  readonly deriveSession: DeriveSession;
  readonly ddolLength: number;
  /** The card's own key, ready and as its bytes. */
  readonly cardKey: BlockCipher;
  readonly cardKeyBytes: Uint8Array;
  /** Signs what proves the card genuine, where it does that. */
  readonly cardPair: RsaKeyPair | undefined;
  /** Deciphers an offline PIN, where one may come enciphered. */
  readonly pinPair: RsaKeyPair | undefined;
};

/** The first application, and beside it the directory and what else lives on the chip. */
export type ChipImage = ApplicationImage & {
  readonly directory: Directory;
  readonly further: readonly ApplicationImage[];
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
const HOLDER_SFI = 1;
/** The file that the issuer vouches for, where it does. */
const SIGNED_SFI = 2;
const KEYS_SFI = 3;
const MUST_CONFIRM = 0x80;
/** ISO 8859-1, the only table that preferred names here are written in. */
const LATIN_1 = Uint8Array.of(1);
const LANGUAGES = fromLatin1("zhen");

/** Writes a chip: the card's own key is derived from the issuer's master key and the card's number. */
export function personalise(
  profile: CardProfile,
  masterKey: BlockCipher,
  scheme: CryptogramScheme,
): ChipImage {
  const { application, furtherApplications = [] } = profile;
  const applications = [application, ...furtherApplications];
  return {
    ...writeApplication(profile, application, { masterKey, scheme }),
    directory: {
      fci: success(fileControl(PSE_NAME, [encodeTlv("88", Uint8Array.of(DIRECTORY_SFI))])),
      files: readable(
        new Map([[DIRECTORY_SFI, applications.map((each) => [directoryEntry(each)])]]),
      ),
    },
    further: furtherApplications.map((each) =>
      writeApplication(profile, each, { masterKey, scheme }),
    ),
  };
}

/** Every application of a chip, the first one first. */
export function applicationsOf(chip: ChipImage): readonly ApplicationImage[] {
  return [chip, ...chip.further];
}

function writeApplication(
  card: CardProfile,
  application: CardApplication,
  { masterKey, scheme }: { readonly masterKey: BlockCipher; readonly scheme: CryptogramScheme },
): ApplicationImage {
  const profile = { ...card, application, pan: application.pan ?? card.pan };
  const interchangeProfile = interchangeProfileOf(application);
  const files = applicationFiles(profile, interchangeProfile);
  const locator = locateFiles(files, application);
  const cardKeyBytes = scheme.deriveCardKey(masterKey, profile.pan, profile.panSequence);
  const cardPair = hasOwnKey(application) ? testKey("card") : undefined;
  return {
    profile: application,
    aid: fromHex(application.aid),
    interchangeProfile,
    application: { fci: fileControlOf(application), files: readable(files) },
    processingOptions: success(encodeTlv("80", concat([interchangeProfile, locator]))),
    pdolLength: layOut(fromHex(application.pdol)).length,
    cdol1: layOut(fromHex(application.cdol1)),
    cdol2: layOut(fromHex(application.cdol2)),
    scheme,
    deriveSession: scheme.openCard(cardKeyBytes),
    ddolLength: layOut(DDOL).length,
    cardKey: desCipher(cardKeyBytes),
    cardKeyBytes,
    cardPair,
    pinPair: application.pinKey === "own" ? testKey("pin") : cardPair,
  };
}

/** Bits of the interchange profile, byte 1: what a terminal may check offline. @source EMV 4.4 Book 3, annex C1 */
const AUTHENTICATION_BITS = { none: 0x00, sda: 0x40, dda: 0x20, cda: 0x21 } as const;

function interchangeProfileOf(application: CardApplication): Uint8Array {
  const profile = fromHex(application.interchangeProfile);
  profile[0] = (profile[0] ?? 0) | AUTHENTICATION_BITS[application.offlineAuthentication];
  return profile;
}

/** The data objects of each record of each file. */
type Files = ReadonlyMap<number, readonly (readonly Uint8Array[])[]>;

function applicationFiles(profile: CardProfile, interchangeProfile: Uint8Array): Files {
  const { application, serviceCode } = profile;
  const { actionCodes } = application;
  const holder = [
    encodeTlv("57", track2Equivalent(profile)),
    encodeTlv("5F20", fromLatin1(profile.cardholderName)),
    encodeTlv("5F30", fromHex(serviceCode.padStart(4, "0"))),
  ];
  const card = [
    encodeTlv("5A", packDigits(profile.pan)),
    encodeTlv("5F34", fromHex(profile.panSequence)),
    encodeTlv("5F25", fromHex(`${profile.validFrom}01`)),
    encodeTlv("5F24", fromHex(profile.expiry + lastDay(profile.expiry))),
    encodeTlv("5F28", fromHex(application.countryCode)),
    encodeTlv("9F42", fromHex(application.currencyCode)),
    encodeTlv("9F07", fromHex(application.usageControl)),
    encodeTlv("9F08", fromHex(application.version)),
  ];
  const rules = [
    encodeTlv("8C", fromHex(application.cdol1)),
    encodeTlv("8D", fromHex(application.cdol2)),
    encodeTlv("8E", fromHex(application.cvmList)),
    encodeTlv("9F0D", fromHex(actionCodes.default)),
    encodeTlv("9F0E", fromHex(actionCodes.denial)),
    encodeTlv("9F0F", fromHex(actionCodes.online)),
    ...limitsOf(application),
  ];
  const files: Files = new Map([
    [HOLDER_SFI, [holder]],
    [SIGNED_SFI, [card, rules]],
  ]);
  if (!hasKeys(application)) return files;
  const staticData = concat([...card, ...rules, interchangeProfile]);
  return new Map([...files, [KEYS_SFI, keyRecords(application, profile.pan, staticData)]]);
}

function limitsOf({ terminalLimits }: CardApplication): Uint8Array[] {
  if (terminalLimits === undefined) return [];
  const { lower, upper } = terminalLimits;
  return [encodeTlv("9F14", fromHex(lower)), encodeTlv("9F23", fromHex(upper))];
}

function directoryEntry(application: CardApplication): Uint8Array {
  return encodeTlv(
    "61",
    concat([encodeTlv("4F", fromHex(application.aid)), ...naming(application)]),
  );
}

function fileControlOf(application: CardApplication): Uint8Array {
  const pdol = fromHex(application.pdol);
  const wanted = pdol.length > 0 ? [encodeTlv("9F38", pdol)] : [];
  return success(fileControl(fromHex(application.aid), [...naming(application), ...wanted]));
}

/** Label, priority, and the name that the issuer prefers where it has one. */
function naming(application: CardApplication): Uint8Array[] {
  const { label, preferredName, priority, mustConfirm } = application;
  const indicator = priority | (mustConfirm === true ? MUST_CONFIRM : 0);
  const named =
    preferredName === undefined
      ? []
      : [encodeTlv("9F11", LATIN_1), encodeTlv("9F12", fromLatin1(preferredName))];
  return [encodeTlv("50", fromLatin1(label)), encodeTlv("87", Uint8Array.of(indicator)), ...named];
}

/** FCI of a name: its proprietary template, and the languages of the card behind what is given. */
export function fileControl(name: Uint8Array, properties: readonly Uint8Array[]): Uint8Array {
  const proprietary = concat([...properties, encodeTlv("5F2D", LANGUAGES)]);
  return encodeTlv("6F", concat([encodeTlv("84", name), encodeTlv("A5", proprietary)]));
}

/** AFL: for each file its number, its records from first to last, and how many the issuer vouches for. */
function locateFiles(files: Files, application: CardApplication): Uint8Array {
  const places = Array.from(files, ([sfi, { length }]) => {
    const signed = sfi === SIGNED_SFI && hasKeys(application) ? length : 0;
    return Uint8Array.of(sfi << 3, 1, length, signed);
  });
  return concat(places);
}

function readable(files: Files): Directory["files"] {
  const answer = (objects: readonly Uint8Array[]) => success(encodeTlv("70", concat(objects)));
  return new Map(Array.from(files, ([sfi, records]) => [sfi, records.map(answer)]));
}

/** Where the values of a list of the card lie. @throws on a list that cannot be read */
export function layOut(dol: Uint8Array): DolLayout {
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
