/** One thing that this machine has or lacks, and how to mend it. */
export type Finding = {
  readonly what: string;
  readonly good: boolean;
  /** Only those who want it miss it: `doctor` does not fail over it. */
  readonly optional?: true;
  readonly found: string;
  readonly remedy: string;
};

/** A finding as people read it; the remedy stands below what is missing. */
export function lineOf({ what, good, optional, found, remedy }: Finding): string {
  if (good) return `ok      ${what}: ${found}\n`;
  return `${optional ? "without" : "lacking"} ${what}: ${found}\n        ${remedy}\n`;
}

/** The exit status: whether anything is lacking that everybody needs. */
export function statusOf(findings: readonly Finding[]): 0 | 1 {
  return findings.every(({ good, optional }) => good || optional) ? 0 : 1;
}
