/** One measured figure beside its baseline of the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: string;
  readonly baselineValue: number;
  /** How the target reads: of the ratio to the baseline, or of the value itself. */
  readonly target: Target | undefined;
};

export type Target =
  | { readonly of: "ratio" | "value"; readonly atLeast: number }
  | { readonly of: "ratio" | "value"; readonly atMost: number };

/** A benchmark: its name, what it measures, and how. It brings and removes all it needs. */
export type Benchmark = {
  readonly name: string;
  readonly measures: string;
  readonly run: () => Promise<readonly Figure[]>;
};

/** A figure as `--json` prints it. */
export function report(figure: Figure): Record<string, unknown> {
  const ratio = figure.value / figure.baselineValue;
  const { target, ...rest } = figure;
  return {
    ...rest,
    value: round(figure.value),
    baselineValue: round(figure.baselineValue),
    ratio: round(ratio),
    target: target === undefined ? null : words(target),
    met: target === undefined ? null : meets(target, target.of === "ratio" ? ratio : figure.value),
  };
}

function words(target: Target): string {
  return "atLeast" in target
    ? `${target.of} >= ${target.atLeast}`
    : `${target.of} <= ${target.atMost}`;
}

function meets(target: Target, found: number): boolean {
  return "atLeast" in target ? found >= target.atLeast : found <= target.atMost;
}

/** Four significant digits say all that a noisy machine can. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}
