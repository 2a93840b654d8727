import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { Expectations, Scenario } from "../../scenarios/format/scenario.ts";
import { KNOWN_IDS } from "../../sim-server/core/counter/known-ids.ts";
import { ENTRY_MODES, type EntryMode } from "../../sim-server/core/terminal/entry/entry-modes.ts";
import { TRANSACTION_KINDS } from "../../sim-server/core/terminal/kinds.ts";
import type { TraceEvent, TraceEvents } from "../../sim-server/core/trace-events.ts";
import { type Play, playAnswer } from "../../sim-server/core/training/play.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";

const FILES = loadLessons(["scenarios/qa"]);
const each = FILES.map(({ file, text, scenario }) => [basename(file), scenario, text] as const);
const LISTED: readonly { readonly number: string }[] = parse(
  readFileSync("scenarios/cards/cards.yaml", "utf8"),
);
const seen = { kinds: new Set<string>(), entries: new Set<EntryMode>() };

function play(scenario: Scenario, watch: (event: TraceEvent) => void = () => undefined): Play {
  const { right: answer } = scenario.answers;
  return playAnswer({ scenario, answer, seed: 1, sink: (record) => watch(record as TraceEvent) });
}

describe.each(each)("%s", (file, scenario, text) => {
  test("comes to what it says, by the same trace each time", () => {
    const first = play(scenario, note);
    expect([first.stuck, first.unmet]).toEqual([undefined, []]);
    expect(play(scenario).traceHash).toBe(first.traceHash);
  });

  test("bears its number and id, speaks both languages, and names its schema", () => {
    expect(file).toBe(`${scenario.lesson}-${scenario.id.replace("qa-", "")}.yaml`);
    expect(scenario.chapter).toBe(89 + Math.floor(scenario.lesson / 100));
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/scenario\.schema\.json\n/);
    const { title, summary, answers } = scenario;
    for (const { zh, en } of [title, summary, answers.right.title]) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en.replace("教材流程", "")).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test("uses cards of the list, and says if it is of the guide alone", () => {
    const numbers = LISTED.map(({ number }) => number);
    expect(scenario.cards.filter(({ number }) => !numbers.includes(number))).toEqual([]);
    const ofGuide = scenario.codes.some(({ scheme }) => scheme === "k-code");
    expect(scenario.title.zh.includes("教材流程")).toBe(ofGuide);
  });
});

describe("together they", () => {
  test.each(TRANSACTION_KINDS)("bring a %s to its approval", (kind) => {
    expect(seen.kinds).toContain(kind);
  });

  test.each(ENTRY_MODES)("bring a card in by %s", (mode) => {
    expect(seen.entries).toContain(mode);
  });
});

describe("the documents", () => {
  const document = readFileSync("docs/transactions.md", "utf8");

  test("name every scenario", () => {
    const unnamed = each.map(([file]) => file).filter((file) => !document.includes(`\`${file}\``));
    expect(unnamed).toEqual([]);
  });

  test("name no scenario that is not there, and run none", () => {
    const files = each.map(([file]) => file);
    const named = [...document.matchAll(/`(\d{3}-[a-z0-9-]+\.yaml)`/g)].map(([, name]) => name);
    const run = [...document.matchAll(/npx tillyard run (\S+)/g)].map(([, path]) => path ?? "");
    expect(run.length).toBeGreaterThan(9);
    expect(named.filter((name) => !files.includes(name ?? ""))).toEqual([]);
    expect(run.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("show writers a scenario that comes to what it says", () => {
    const guide = readFileSync("scenarios/README.md", "utf8");
    const example = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)][1]?.[1] ?? "";
    const parsed = parseScenario(example, "README.md", KNOWN_IDS);
    const { stuck, unmet } = parsed.ok ? play(parsed.value) : { stuck: "unread", unmet: [] };
    expect([stuck, unmet]).toEqual([undefined, []]);
  });
});

describe("an expectation that is broken", () => {
  const [, scenario] = each.find(([file]) => file === "501-void-chip.yaml") ?? [];
  const right = scenario?.expect;

  test.each<[string, (right: Expectations) => Partial<Expectations>, RegExp]>([
    ["a transaction", (it) => ({ transactions: it.transactions.slice(1) }), /^transaction 1/],
    ["a balance", () => ({ balancesMinor: { savings: 1 } }), /^account savings should hold 0\.01/],
    ["a print", (it) => ({ prints: it.prints.toReversed() }), /should be printed/],
    ["a screen", () => ({ screens: ["没有这个屏幕"] }), /should be shown/],
    ["a message", (it) => ({ messages: it.messages?.slice(1) }), /^message 1/],
    ["a settlement", () => ({ settled: "balanced" }), /^the settlement/],
  ])("of %s is complained of", (_what, change, complaint) => {
    if (scenario === undefined || right === undefined) throw new Error("there is no such scenario");
    const { unmet } = play({ ...scenario, expect: { ...right, ...change(right) } });
    expect(unmet[0]).toMatch(complaint);
  });
});

function note({ kind, data }: TraceEvent): void {
  if (kind === "terminal.outcome" && data.outcome === "approved") {
    seen.kinds.add(/^Y[13]$/.test(data.responseCode) ? "offline-sale" : "sale");
  }
  if (kind === "terminal.transaction" && data.outcome === "approved") {
    seen.kinds.add(data.transaction);
  }
  if (kind === "bank.received" && data.entryMode !== undefined) seen.entries.add(entryOf(data));
}

/** How a request says that its card came in. @source UnionPay POS, DE 22 and 60.5; K-codes chosen */
function entryOf({
  entryMode = "",
  privateUse = "",
  pan,
}: TraceEvents["bank.received"]): EntryMode {
  switch (entryMode.slice(0, 2)) {
    case "01":
      return pan === undefined ? "k-code" : "manual";
    case "02":
      return privateUse[12] === "2" ? "fallback" : "swipe";
    case "03":
      return "payment-code";
    case "07":
      return "contactless";
    default:
      return "chip";
  }
}
