import process from "node:process";
import { type Finding, runConformance } from "../conformance/conformance.ts";
import type { Verb } from "./verb.ts";

export const CONFORMANCE: Verb = {
  name: "conformance",
  summary: "holds the payment cryptography against test vectors, each with its source",
  takes: "[--json]",
  takesWords: false,
  flags: [{ name: "json", means: "one JSON object a vector" }],
  examples: ["npx tillyard conformance"],
  run: async (call) => {
    const findings = runConformance();
    process.stdout.write(call.on("json") ? describeAsJson(findings) : describeAsText(findings));
    return findings.every(({ passed }) => passed) ? 0 : 1;
  },
};

/** A heading for each standard, a line for each vector with its source, then how many pass. */
export function describeAsText(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ id }) => id.length));
  const lines = findings.flatMap((finding, at) => {
    const heading = finding.group === findings[at - 1]?.group ? [] : [`\n${finding.group}\n`];
    return [...heading, line(finding, width)];
  });
  const passed = findings.filter((finding) => finding.passed).length;
  return `${lines.join("").trimStart()}\n${passed} of ${findings.length} vectors pass\n`;
}

/** One JSON object a line: `id`, `group`, `source`, `expected`, `found`, `passed`. */
export function describeAsJson(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
}

function line({ id, source, expected, found, passed }: Finding, width: number): string {
  const head = `  ${passed ? "ok    " : "FAILED"} ${id.padEnd(width)}  ${source}\n`;
  return passed ? head : `${head}         expected ${expected}\n         found    ${found}\n`;
}
