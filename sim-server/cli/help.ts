import type { Verb } from "./verb.ts";

/** The page for `tillyard --help`. */
export function helpOfAll(verbs: readonly Verb[], version: string): string {
  return [
    `tillyard ${version}: a simulated shop checkout that trains cashiers and tests payment software`,
    "",
    "usage: npx tillyard <verb> [flags]",
    "",
    ...columns(verbs.map((verb) => [verb.name, verb.summary])),
    "",
    "Each verb has --help. Exit status: 0 done, 1 a check failed, 2 wrong usage or surroundings.",
    "",
  ].join("\n");
}

/** The page for `tillyard VERB --help`. */
export function helpOf(verb: Verb): string {
  const flags = [
    ...verb.flags.map((flag): [string, string] => [
      `--${flag.name}${flag.value === undefined ? "" : ` ${flag.value}`}`,
      flag.means,
    ]),
    ["--help", "this page"] as [string, string],
  ];
  return [
    `tillyard ${verb.name}: ${verb.summary}`,
    "",
    `usage: npx tillyard ${verb.name} ${verb.takes}`.trimEnd(),
    "",
    ...columns(flags),
    ...(verb.examples.length > 0 ? ["", "examples:"] : []),
    ...verb.examples.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
