import { scanTlv } from "./ber-tlv.ts";
import { emvTagName } from "./emv-tag-names.ts";
import { explainEmvValue, plural } from "./emv-values.ts";
import {
  type Budget,
  type Explained,
  type Explanation,
  explain,
  fullBudget,
} from "./explanation.ts";
import { maskedHex } from "./mask.ts";

/** Templates inside templates, at most. Chosen: real cards nest four deep. */
const DEPTH_MAX = 8;
const CONSTRUCTED = 0x20;

/** Bytes of one value that are shown; chosen, a public key's certificate and no more. */
const SHOWN_BYTES_MAX = 256;

/**
 * Explains BER-TLV, level by level, card numbers masked and tracks not shown.
 *
 * @param offset of the first byte in the input, for the nodes' own offsets
 * @param name what a tag is called that EMV does not know
 * @source EMV 4.4 Book 3, annexes A, B and C
 */
export function explainTlv(
  bytes: Uint8Array,
  offset = 0,
  name: (tag: string) => string | undefined = emvTagName,
): Explained {
  return explainLevel(bytes, { offset, depth: 0, name, budget: fullBudget() });
}

type Level = {
  readonly offset: number;
  readonly depth: number;
  readonly name: (tag: string) => string | undefined;
  readonly budget: Budget;
};

function explainLevel(bytes: Uint8Array, level: Level): Explained {
  const { objects, fault } = scanTlv(bytes);
  const nodes: Explanation[] = [];
  for (const { tag, value, at, valueAt } of objects) {
    level.budget.left -= 1;
    if (level.budget.left < 0) {
      const rest = bytes.length - at;
      const meaning = `${plural(rest, "byte")} more, not looked into`;
      nodes.push(explain({ offset: level.offset + at, length: rest, name: "…", meaning }));
      return { nodes };
    }
    const length = valueAt - at + value.length;
    const title = `${tag} ${level.name(tag) ?? "unknown tag"}`;
    const node = explainObject(tag, value, { ...level, offset: level.offset + valueAt });
    nodes.push(explain({ offset: level.offset + at, length, name: title, ...node.shown }));
    if (node.fault !== undefined) return { nodes, fault: node.fault };
  }
  return fault === undefined
    ? { nodes }
    : { nodes, fault: { ...fault, offset: fault.offset + level.offset } };
}

type Explain = {
  readonly shown: Pick<Explanation, "bytes" | "meaning" | "children">;
  readonly fault?: Explained["fault"];
};

function explainObject(tag: string, value: Uint8Array, level: Level): Explain {
  const constructed = (Number.parseInt(tag.slice(0, 2), 16) & CONSTRUCTED) !== 0;
  if (constructed && level.depth < DEPTH_MAX) {
    const inner = explainLevel(value, { ...level, depth: level.depth + 1 });
    const shown = { bytes: "", meaning: "", children: inner.nodes };
    if (inner.fault === undefined) return { shown };
    return { shown, fault: { ...inner.fault, path: [tag, ...inner.fault.path] } };
  }
  const { meaning, children, bytes } = explainEmvValue(tag, value, level.offset);
  return { shown: { bytes: bytes ?? shownHex(value), meaning, children } };
}

/** The value in hex, masked; of a long one only its start. */
export function shownHex(value: Uint8Array): string {
  const hex = maskedHex(value);
  return value.length <= SHOWN_BYTES_MAX ? hex : `${hex.slice(0, SHOWN_BYTES_MAX * 2)}…`;
}
