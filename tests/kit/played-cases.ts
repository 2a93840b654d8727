import type { PlayedCase } from "../../sim-server/cli/reports/case.ts";

export const PASSED: PlayedCase = {
  file: "a.yaml",
  lesson: "first-sale",
  answer: "right",
  seed: 1,
  scored: true,
  passed: true,
  complaints: [],
  total: 1000,
  losses: [],
  worldMs: 56_600,
  traceHash: "0123456789abcdef",
};

/** Everything in it that markup must not take for markup. */
export const FAILED: PlayedCase = {
  ...PASSED,
  file: "b.yaml",
  lesson: "wrong-pin",
  answer: '<b> & "c"',
  passed: false,
  complaints: ["lost 3 < 4", "and more\u0007"],
  total: 590,
  losses: [{ rule: "asked-for-pin", points: 410 }],
  worldMs: 1,
};
