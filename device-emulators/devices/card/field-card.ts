import {
  buildResponse,
  CLA,
  type CommandApdu,
  type ContactEffect,
  type ContactInput,
  INS,
  parseCommand,
  STATUS,
} from "../../kit/apdu.ts";
import { encodeTlv } from "../../kit/ber-tlv.ts";
import { concat, equalBytes, fromHex, fromLatin1 } from "../../kit/bytes.ts";
import { CTQ, isSet, type QualifierBit, TTQ, withBits } from "../../kit/qualifier-bits.ts";
import type { Step } from "../../kit/step.ts";
import type { ContactlessApplication } from "./card-profile.ts";
import type { Card } from "./chip-card.ts";
import { AC, certify, DECISION, type Transaction, toldValue } from "./cryptograms.ts";
import { type DolLayout, fileControl, layOut } from "./records.ts";
import { track2Equivalent } from "./track.ts";

/**
 * A card as it is while a reader's field may reach it. Its contacts and their session are left as they
 * are; the transaction counter is one for both sides.
 */
export type FieldCard = {
  readonly card: Card;
  readonly session: "off" | "reset" | "directory" | "selected" | "finished";
};

/** Answer to select: no room for the reader to choose anything. @source ISO/IEC 14443-4:2018, 5.2 */
export const ANSWER_TO_SELECT: Uint8Array = fromHex("0578807002");

/** The name of the directory that a card shows over the air. @source EMV Contactless Book B, 3.3.2 */
const DIRECTORY_NAME = fromLatin1("2PAY.SYS.DDF01");

const ATC_MAX = 0xffff;
const BY_NAME = 0x04;
const FIRST_OCCURRENCE = 0x00;
const AID_BYTES_MIN = 5;
const COMMAND_TEMPLATE = 0x83;
const PRIORITY = Uint8Array.of(1);
/** There is no purse on the card: nothing can be spent without the issuer. */
const NOTHING_TO_SPEND = new Uint8Array(6);
const NO_QUALIFIERS = new Uint8Array(2);

type FieldStep = Step<FieldCard, ContactEffect>;

/** The card as it comes to a field, without power. */
export function holdToField(card: Card): FieldCard {
  return { card, session: "off" };
}

/**
 * One event in a reader's field. After GET PROCESSING OPTIONS the card has said everything, and may leave.
 *
 * A card without an antenna, or with a broken chip, has no effect at all.
 * @source JR/T 0025.12-2013 (quick transactions); EMV Contactless Book B
 */
export function stepFieldCard(state: FieldCard, input: ContactInput, _nowMs: number): FieldStep {
  const { profile } = state.card;
  const { contactless } = profile;
  if (input.type === "power-off") return { state: { ...state, session: "off" }, effects: [] };
  if (contactless === undefined || profile.chip !== "works") return { state, effects: [] };
  if (input.type === "power-on") return move(state, "reset", ANSWER_TO_SELECT);
  if (state.session === "off") return { state, effects: [] };
  const command = parseCommand(input.bytes);
  if (!command.ok) return refuse(state, STATUS.wrongLength);
  return answer(state, contactless, command.value);
}

function answer(
  state: FieldCard,
  contactless: ContactlessApplication,
  command: CommandApdu,
): FieldStep {
  const { cla, ins } = command;
  if (cla === CLA.interindustry && ins === INS.select) return select(state, contactless, command);
  if (cla === CLA.payment && ins === INS.getProcessingOptions) {
    return decide(state, contactless, command);
  }
  if (cla !== CLA.interindustry && cla !== CLA.payment) {
    return refuse(state, STATUS.classNotSupported);
  }
  return refuse(state, STATUS.instructionNotSupported);
}

function select(
  state: FieldCard,
  { pdol }: ContactlessApplication,
  { p1, p2, data }: CommandApdu,
): FieldStep {
  const { chip, profile, memory } = state.card;
  if (p1 !== BY_NAME) return refuse(state, STATUS.wrongParameters);
  if (data.length < AID_BYTES_MIN) return refuse(state, STATUS.wrongLength);
  if (memory.blocked) return refuse(state, STATUS.functionNotSupported);
  if (p2 !== FIRST_OCCURRENCE) return refuse(state, STATUS.fileNotFound);
  const { label } = profile.application;
  if (equalBytes(data, DIRECTORY_NAME)) {
    const entry = [
      encodeTlv("4F", chip.aid),
      encodeTlv("50", fromLatin1(label)),
      encodeTlv("87", PRIORITY),
    ];
    const listed = encodeTlv("BF0C", encodeTlv("61", concat(entry)));
    return move(state, "directory", success(fileControl(DIRECTORY_NAME, [listed])));
  }
  if (!equalBytes(data, chip.aid.subarray(0, data.length))) {
    return refuse(state, STATUS.fileNotFound);
  }
  // What its issuer has blocked at a contact is blocked over the air too.
  if (memory.blockedApplications.includes(profile.application.aid)) {
    return refuse(state, STATUS.invalidated);
  }
  const control = fileControl(chip.aid, [
    encodeTlv("50", fromLatin1(label)),
    encodeTlv("87", PRIORITY),
    encodeTlv("9F38", fromHex(pdol)),
  ]);
  return move(state, "selected", success(control));
}

/** GET PROCESSING OPTIONS: the card hears all there is to hear, decides and signs. */
function decide(
  state: FieldCard,
  { pdol, holder }: ContactlessApplication,
  { p1, p2, data }: CommandApdu,
): FieldStep {
  if (p1 !== 0 || p2 !== 0) return refuse(state, STATUS.wrongParameters);
  if (state.session !== "selected") return refuse(state, STATUS.conditionsNotSatisfied);
  const layout = layOut(fromHex(pdol));
  if (data.length !== layout.length + 2) return refuse(state, STATUS.wrongLength);
  if (data[0] !== COMMAND_TEMPLATE || data[1] !== layout.length) {
    return refuse(state, STATUS.wrongData);
  }
  const { card } = state;
  const told = { layout, data: data.subarray(2) };
  const terminal = toldValue(layout, told.data, "9F66") ?? new Uint8Array(0);
  if (!isSet(terminal, TTQ.quick) || card.memory.atc === ATC_MAX) {
    return refuse(state, STATUS.conditionsNotSatisfied);
  }
  const counted: Card = { ...card, memory: { ...card.memory, atc: card.memory.atc + 1 } };
  return move(
    { ...state, card: counted },
    "finished",
    certificate(counted, holder, terminal, told),
  );
}

/** The answer to GET PROCESSING OPTIONS, for the counter as it stands now. */
function certificate(
  { profile, chip, memory }: Card,
  holder: ContactlessApplication["holder"],
  terminal: Uint8Array,
  told: { readonly layout: DolLayout; readonly data: Uint8Array },
): Uint8Array {
  const wanted = verification(terminal, holder);
  const declines = wanted === undefined || isSet(terminal, TTQ.offlineOnly);
  const { atc } = memory;
  const sessionKey = chip.deriveSession({ atc });
  const transaction: Transaction = {
    ...{ atc, sessionKey, told: [told.data], pin: "unchecked", challenge: undefined },
  };
  const { counter, cryptogram, issuerData } = certify(
    chip,
    transaction,
    told,
    declines
      ? { kind: AC.aac, decision: DECISION.firstAac }
      : { kind: AC.arqc, decision: DECISION.firstArqc },
  );
  const qualifiers = withBits(NO_QUALIFIERS, [CTQ.noCashback, ...(wanted ?? [])]);
  const values = [
    encodeTlv("82", chip.interchangeProfile),
    encodeTlv("9F36", counter),
    encodeTlv("57", track2Equivalent(profile)),
    encodeTlv("9F10", issuerData),
    encodeTlv("9F26", cryptogram),
    encodeTlv("5F34", fromHex(profile.panSequence)),
    encodeTlv("9F6C", qualifiers),
    encodeTlv("9F5D", NOTHING_TO_SPEND),
  ];
  return success(encodeTlv("77", concat(values)));
}

/** How the holder is to be verified, as bits of the card's qualifiers; undefined where no way is left. */
function verification(
  terminal: Uint8Array,
  holder: ContactlessApplication["holder"],
): readonly QualifierBit[] | undefined {
  if (holder === "phone" && isSet(terminal, TTQ.holdersDevice)) return [CTQ.holdersDevice];
  if (!isSet(terminal, TTQ.verificationWanted)) return [];
  if (isSet(terminal, TTQ.onlinePin)) return [CTQ.onlinePin];
  return isSet(terminal, TTQ.signature) ? [CTQ.signature] : undefined;
}

function success(data: Uint8Array): Uint8Array {
  return buildResponse(STATUS.success, data);
}

function refuse(state: FieldCard, statusWord: number): FieldStep {
  return move(state, state.session, buildResponse(statusWord));
}

function move(state: FieldCard, session: FieldCard["session"], bytes: Uint8Array): FieldStep {
  return { state: { ...state, session }, effects: [{ type: "answer", bytes }] };
}
