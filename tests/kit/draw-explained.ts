import type { Explained, Explanation } from "../../device-emulators/kit/explanation.ts";

/** A tree in lines: `@offset+length name: meaning [bytes]`, children further in; the fault last. */
export function drawExplained({ nodes, fault }: Explained): string[] {
  const lines = nodes.flatMap((node) => draw(node, 0));
  return fault === undefined
    ? lines
    : [...lines, `${fault.code} @${fault.offset} in ${fault.path.join(" ")}: ${fault.detail}`];
}

function draw(node: Explanation, depth: number): string[] {
  const { offset, length, name, meaning, bytes, children } = node;
  const says = `${meaning === "" ? "" : `: ${meaning}`}${bytes === "" ? "" : ` [${bytes}]`}`;
  const line = `${"  ".repeat(depth)}@${offset}+${length} ${name}${says}`;
  return [line, ...children.flatMap((child) => draw(child, depth + 1))];
}
