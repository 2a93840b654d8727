import { z } from "zod";
import { scanTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { emvTagName } from "../../../../device-emulators/kit/emv-tag-names.ts";
import type { Explanation } from "../../../../device-emulators/kit/explanation.ts";
import { iccDataOf } from "../../../core/bank/iso/answers.ts";
import { describeIso, describeMessage } from "../../../core/iso8583/describe.ts";
import type { UnionPayMessage } from "../../../core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../../core/iso8583/envelope.ts";
import { explainIso8583 } from "../../../core/iso8583/explain.ts";
import type { BankDesk } from "../desk.ts";
import type { Logged } from "../message-log.ts";
import { explanationView } from "./views.ts";

type FieldView = {
  readonly name: string;
  readonly meaning: string;
  readonly parts: readonly FieldView[];
};

const fieldView: z.ZodType<FieldView> = z.strictObject({
  name: z.string(),
  meaning: z.string(),
  get parts() {
    return z.array(fieldView);
  },
});

export const messageView = z.strictObject({
  seq: z.int(),
  at: z.string().describe("ISO 8601, UTC"),
  connection: z.int(),
  direction: z.enum(["in", "out", "none"]).describe("none: the connection itself did something"),
  happened: z.string().optional(),
  detail: z.string().optional(),
  mti: z.string().optional(),
  summary: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fault: z.string().optional().describe("why the frame is no message"),
  unknownTags: z.array(z.string()).optional().describe("tags of DE 55 that EMV does not name"),
  explanation: explanationView.optional().describe("why it was answered as it was"),
  fields: z.array(fieldView).optional(),
});

/** A message as people and programs may see it: card numbers masked, secrets left out. */
export function viewMessage(desk: BankDesk, logged: Logged): z.infer<typeof messageView> {
  const { seq, atEpochMs, connection, direction } = logged;
  const head = { seq, at: new Date(atEpochMs).toISOString(), connection, direction };
  if (logged.direction === "none") {
    return { ...head, happened: logged.happened, detail: logged.detail };
  }
  const { dialect } = desk;
  const { frame, number } = logged;
  const read = unpackFrame(dialect, frame);
  const { nodes } = explainIso8583(dialect, frame);
  const fields = nodes.map(viewField);
  if (!read.ok) return { ...head, fault: read.error.detail, fields };
  const { message } = read.value;
  const unionPay = dialect.spec.codes === "unionpay";
  const { mti, ...summary } = unionPay
    ? describeMessage(message as UnionPayMessage)
    : describeIso(message);
  const explanation = logged.direction === "in" ? explain(desk, number) : undefined;
  const unknownTags = findUnknownTags(iccDataOf(message.fields[55]));
  return {
    ...head,
    mti,
    summary: summary as Record<string, string | number>,
    ...(unknownTags.length > 0 && { unknownTags }),
    ...(explanation && { explanation }),
    fields,
  };
}

/** An explanation, whose lists belong to the caller. */
export function explain(
  desk: BankDesk,
  subject: number | string,
): z.infer<typeof explanationView> | undefined {
  const found = desk.bank().explain(subject);
  return found && { ...found, passed: [...found.passed], rules: [...found.rules] };
}

function viewField({ name, meaning, children }: Explanation): FieldView {
  return { name, meaning, parts: children.map(viewField) };
}

function findUnknownTags(icc: Uint8Array | undefined): string[] {
  if (icc === undefined) return [];
  return scanTlv(icc).objects.flatMap(({ tag }) => (emvTagName(tag) === undefined ? [tag] : []));
}
