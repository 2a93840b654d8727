import process from "node:process";
import { explainEscpos } from "../../device-emulators/devices/printer/explain-escpos.ts";
import { concat } from "../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { explainApdus, isCommand } from "../../device-emulators/kit/explain-apdu.ts";
import { explainTlv } from "../../device-emulators/kit/explain-tlv.ts";
import type { Explained, Explanation } from "../../device-emulators/kit/explanation.ts";
import { formatComplaint } from "../../scenarios/format/complaint.ts";
import { BUILT_IN_DIALECTS } from "../core/iso8583/dialects/built-in.ts";
import { explainIso8583 } from "../core/iso8583/explain.ts";
import { loadDialect } from "../io/dialects/dialect-files.ts";
import { readBytes } from "./bytes-input.ts";
import { ESCPOS_FLAGS, judgeJob } from "./decode-escpos.ts";
import { chosenModels, JOB_BYTES_MAX } from "./printer-models.ts";
import type { Call, Flag, Verb } from "./verb.ts";

type Kind = (units: readonly Uint8Array[], call: Call) => Explained;

/** What can be explained, by the word after the verb. */
const KINDS: Readonly<Record<string, Kind>> = {
  iso8583: (units, call) => explainIso8583(findDialect(call), concat(units)),
  emv: (units) => explainTlv(concat(units)),
  apdu: (units) => explainApdus(conversation(units)),
  escpos: (units, call) => explainEscpos(concat(units), chosenModels(call)[0]),
};

export const DECODE: Verb = {
  name: "decode",
  summary: "explains bytes field by field, card numbers masked",
  takes: `${Object.keys(KINDS).join("|")} <hex | file | -> [flags]`,
  takesWords: true,
  flags: [
    {
      name: "dialect",
      value: "WHICH",
      means: `of iso8583: ${[...BUILT_IN_DIALECTS.keys()].join(", ")}, or a file (unionpay)`,
    },
    ...ESCPOS_FLAGS,
    { name: "json", means: "one JSON object: nodes, and the fault or null; with --lint, findings" },
  ],
  examples: [
    "npx tillyard decode emv 9505 0080008000 9F2701 80",
    "npx tillyard decode iso8583 message.hex --dialect iso87-ascii",
    "xxd capture.bin | npx tillyard decode iso8583 -",
    "npx tillyard decode escpos receipt.bin --paper receipt.png",
    "npx tillyard decode escpos receipt.bin --lint --model TM-T88V",
  ],
  run: async (call) => {
    const [kind = "", ...words] = call.words;
    const explainKind = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (explainKind === undefined) {
      throw new TillyardError("config-invalid", `decode: ${kind || "nothing"} is not explained`, {
        hint: `the kinds are ${Object.keys(KINDS).join(", ")}`,
      });
    }
    const escpos = kind === "escpos";
    if (!escpos) refuseFlags(ESCPOS_FLAGS, kind, call);
    const units = readBytes(words, {
      verb: "decode",
      ...(escpos ? { bytesMax: JOB_BYTES_MAX } : {}),
    });
    if (escpos) {
      const status = await judgeJob(concat(units), call);
      if (status !== undefined) return status;
    }
    const explained = explainKind(units, call);
    process.stdout.write(call.on("json") ? describeAsJson(explained) : describeAsText(explained));
    return explained.fault === undefined ? 0 : 1;
  },
};

function refuseFlags(flags: readonly Flag[], kind: string, call: Call): void {
  const stray = flags.find(({ name }) => call.on(name) || call.text(name) !== undefined);
  if (stray === undefined) return;
  throw new TillyardError("config-invalid", `decode: ${kind} does not take --${stray.name}`, {
    hint: "only escpos takes it",
  });
}

function findDialect(call: Call) {
  const dialect = loadDialect(call.text("dialect") ?? "unionpay");
  if (dialect.ok) return dialect.value;
  const [first, ...more] = dialect.error.map(formatComplaint);
  throw new TillyardError("config-invalid", [first, ...more].join("\n  "), {
    hint: "docs/dialects.md says how a dialect is written",
  });
}

/** Lines that are a command and what follows it, one by one; other lines are one unit cut in pieces. */
function conversation(units: readonly Uint8Array[]): readonly Uint8Array[] {
  const [first] = units;
  const whole = units.every((unit) => unit.length >= 2);
  return first !== undefined && isCommand(first) && whole ? units : [concat(units)];
}

/** A line a node: where it begins, its name, what it says, and its bytes. */
export function describeAsText({ nodes, fault }: Explained): string {
  const lines: string[] = [];
  const draw = ({ offset, name, meaning, bytes, children }: Explanation, depth: number): void => {
    const says = meaning === "" ? "" : `: ${meaning}`;
    const hex = bytes === "" ? "" : `  [${bytes}]`;
    lines.push(`${String(offset).padStart(5)}  ${"  ".repeat(depth)}${name}${says}${hex}\n`);
    for (const child of children) draw(child, depth + 1);
  };
  for (const node of nodes) draw(node, 0);
  if (fault !== undefined) {
    const path = fault.path.join(" ");
    const where = fault.detail.startsWith(path) ? "" : `, in ${path}`;
    lines.push(`breaks at byte ${fault.offset}${where}: ${fault.detail}\n`);
  }
  return lines.join("");
}

/** `nodes` as they are, and `fault`, null where reading came to the end. */
export function describeAsJson({
  nodes,
  fault = null,
}: Omit<Explained, "fault"> & {
  readonly fault?: Explained["fault"] | null;
}): string {
  return `${JSON.stringify({ nodes, fault })}\n`;
}
