import { invariant } from "../../kit/errors.ts";
import { type Pan, parsePan } from "../../kit/pan.ts";
import { type CardApplication, type CardProfile, UNIONPAY_DEBIT } from "./card-profile.ts";

/** Cards that differ in what their issuer made them for. Numbers and PINs are invented. */
export const PERSONAS = {
  /** The house's debit card: PIN online, nothing offline. */
  debit: {},
  /** Debit and credit on one chip, of two accounts; the cardholder is asked which. */
  "debit-and-credit": {
    application: { ...UNIONPAY_DEBIT, preferredName: "Debit" },
    furtherApplications: [
      {
        ...UNIONPAY_DEBIT,
        aid: "A000000333010102",
        label: "PBOC CREDIT",
        preferredName: "Credit",
        priority: 2,
        pan: pan("6212345678901232"),
      },
    ],
  },
  /** Its one application wants the cardholder's word before it is used. */
  "must-confirm": { application: { ...UNIONPAY_DEBIT, mustConfirm: true } },
  /** Its data carry their issuer's signature, and that is all it can prove. */
  sda: application({ offlineAuthentication: "sda" }),
  /** Signs the terminal's chance, so that a copy of its data is found out. */
  dda: application({ offlineAuthentication: "dda" }),
  /** Signs its cryptogram together with all that was said. */
  cda: application({ offlineAuthentication: "cda" }),
  /** Has its PIN checked by the chip: enciphered where the terminal can, else in clear, else online. */
  "offline-pin": {
    ...application({
      offlineAuthentication: "dda",
      pinKey: "own",
      cvmList: "00000000 00000000 4403 4103 4203 1E03 1F00",
    }),
    offlinePin: { digits: "135790", triesMax: 3 },
  },
  /** The same in clear alone, and the paper must be signed beside it. */
  "offline-pin-and-signature": {
    ...application({ cvmList: "00000000 00000000 4303 1E03 1F00" }),
    offlinePin: { digits: "135790", triesMax: 3 },
  },
  /** Past its day: the terminal notes it, and the issuer decides. */
  expired: { expiry: "2312" },
  /** Its application was blocked by its issuer: it can be selected, and not used. */
  "application-blocked": application({ blocked: true }),
  /** Debit blocked, credit not: the terminal must go on to the next application. */
  "debit-blocked": {
    application: { ...UNIONPAY_DEBIT, blocked: true },
    furtherApplications: [
      { ...UNIONPAY_DEBIT, aid: "A000000333010102", label: "PBOC CREDIT", priority: 2 },
    ],
  },
  /** Blocked as a whole by its issuer: it answers no selection. */
  "card-blocked": { blocked: true },
  /** Approves small sales by itself, three in a row, and five where there is no line. */
  offline: application({
    offlineAuthentication: "cda",
    offlineLimits: { lower: 3, upper: 5 },
    terminalLimits: { lower: "03", upper: "05" },
    // A signature will do under 300.00: a PIN for the issuer would send every sale online.
    cvmList: "00007530 00000000 5E06 4203 1E03 1F00",
  }),
  /** Takes its issuer's proof by a command of its own, before the last cryptogram. */
  "external-authenticate": application({ interchangeProfile: "1C00" }),
  /** Computes its cryptograms with SM4, as its issuer does. */
  sm4: application({ cryptogramScheme: "sm4" }),
  /** The chip is dead: only the stripe is left. */
  "chip-broken": { chip: "broken" },
} as const satisfies Readonly<Record<string, Partial<CardProfile>>>;

/** The name of a card in the table. */
export type Persona = keyof typeof PERSONAS;

/** The card that `profile` describes, made for what the persona is. */
export function withPersona(profile: CardProfile, persona: Persona): CardProfile {
  return { ...profile, ...PERSONAS[persona] };
}

function application(changes: Partial<CardApplication>): { readonly application: CardApplication } {
  return { application: { ...UNIONPAY_DEBIT, ...changes } };
}

function pan(digits: string): Pan {
  const parsed = parsePan(digits);
  invariant(parsed !== undefined, "a persona's number is a test card's");
  return parsed;
}
