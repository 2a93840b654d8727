// Runs every check of `npm test`, adds up what they say, and closes with one line.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const reports = mkdtempSync(join(tmpdir(), "tillyard-gate-"));
const bin = (name, file) => join("node_modules", name, file);

const CHECKS = [
  { name: "lint", script: bin("@biomejs/biome", "bin/biome"), args: ["check", "."] },
  { name: "types", script: bin("typescript", "bin/tsc"), args: ["-b"] },
  {
    name: "unit, world and wire tests",
    script: bin("vitest", "vitest.mjs"),
    args: [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reports}/vitest.json`,
    ],
    count: () => countVitest(`${reports}/vitest.json`),
  },
  {
    name: "browser tests",
    script: bin("@playwright/test", "cli.js"),
    args: ["test", "--config", "tests/browser/playwright.config.ts"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` },
    count: () => countPlaywright(`${reports}/playwright.json`),
  },
];

const asked = process.argv.slice(2);
const checks = CHECKS.filter(
  (check) => asked.length === 0 || asked.some((word) => check.name.includes(word)),
);
const totals = checks.map(runCheck);
const passed = totals.reduce((sum, total) => sum + total.passed, 0);
const failed = totals.reduce((sum, total) => sum + total.failed, 0);
for (const name of new Set(totals.flatMap(({ passedOver = [] }) => passedOver))) {
  process.stdout.write(`\npassed over: ${name}`);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function runCheck({ name, script, args, env, count }) {
  process.stdout.write(`\n— ${name}\n`);
  const done = spawnSync(process.execPath, [script, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const total = count?.() ?? { passed: done.status === 0 ? 1 : 0, failed: 0 };
  // A runner that fails without a failed test (a crash, a bad import) still fails the gate.
  if (done.status !== 0 && total.failed === 0) total.failed = 1;
  return total;
}

function countVitest(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const passedOver = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title);
  return { passed: report.numPassedTests, failed: report.numFailedTests, passedOver };
}

function countPlaywright(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
