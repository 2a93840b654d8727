import type { FaultKind, FaultParam } from "../../device-emulators/kit/faults/fault-kind.ts";

const PLACES = {
  counter: "lesson",
  printer: "`device printer`",
  card: "`device card`",
  cable: "`device`, `relay`",
} as const;

/** The catalogue as a table of Markdown, as `docs/faults.md` has it. */
export function faultTable(kinds: readonly FaultKind[]): string {
  return [
    "| fault | what happens | with | where | what must hold all the same |",
    "| --- | --- | --- | --- | --- |",
    ...kinds.map(({ id, means, params, at, holds }) =>
      row([
        `\`${id}\``,
        `${means.zh}: ${means.en}`,
        params.map(drawn).join(", "),
        where(at),
        holds,
      ]),
    ),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function where(at: FaultKind["at"]): string {
  return at.map((place) => PLACES[place]).join(", ");
}

/** `ms=5000 (1 to 600000 ms)` */
function drawn({ name, fallback, unit, min, max, choices }: FaultParam): string {
  const range = min === undefined || max === undefined ? "" : `${min} to ${max} `;
  const told = choices === undefined ? `${range}${unit}` : choices.join(", ");
  return `\`${name}=${fallback}\` (${told})`;
}
