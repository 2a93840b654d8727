import { z } from "zod";
import { usualTimes, WAITS } from "../../device-emulators/kit/faults/when.ts";
import { answersSchema } from "./answers-schema.ts";
import { customerSchema } from "./customer-schema.ts";
import { expectSchema } from "./expect-schema.ts";
import type { KnownIds } from "./known-ids.ts";
import { account, bank, cardSchema, code } from "./money-schema.ts";
import type {
  FaultSettings,
  GoalSettings,
  Scenario,
  StepSettings,
  TerminalSettings,
} from "./scenario.ts";
import { ENTRY_WAYS, SCENARIO_KINDS } from "./scenario.ts";
import { balance, flag, id, list, map, moment, oneOf, text, whole } from "./values.ts";

/**
 * What a lesson's file may hold, given the ids that exist. Parsing with it gives the lesson; what
 * refers to something else in the same file is checked by `findStrayReferences`.
 */
export function scenarioSchema(known: KnownIds) {
  return map({
    format: z.literal(1, { error: "must be 1, the only format there is" }),
    id,
    chapter: whole(1, 99),
    lesson: whole(1, 999),
    title: text,
    summary: text,
    level: oneOf("level", ["novice", "trainee", "operator", "expert", "master"]),
    kind: oneOf("lesson kind", SCENARIO_KINDS),
    guide: list(whole(1, 106)).default([]),
    start: moment,
    light: oneOf("light", ["morning", "dusk"]).default("morning"),
    flow: oneOf("flow", ["amount-first", "card-first"]),
    coaching: coaching.prefault({}),
    terminal: terminal.prefault({}),
    bank: bank.prefault({}),
    customer: customerSchema(known),
    cards: list(cardSchema(known)).default([]),
    codes: list(code).default([]),
    accounts: list(account).default([]),
    basket: list(basketLine(known)).min(1, { error: "is empty; name at least one item" }),
    faults: list(faultSchema(known)).default([]),
    steps: list(stepSchema(known)).default([]),
    goals: list(goalSchema(known)).default([]),
    expect: expectSchema(known).optional(),
    answers: answersSchema(known),
  })
    .superRefine(({ kind, steps, expect, answers }, context) => {
      const complain = (path: string[], message: string): void =>
        context.addIssue({ code: "custom", path, message });
      if (kind === "qa") {
        if (expect === undefined) complain([], "needs `expect`: say what must come of it");
        return;
      }
      if (expect !== undefined) complain(["expect"], "is for kind `qa`; a lesson has goals");
      if (kind === "practice") return;
      if (steps.length === 0) complain(["steps"], "is empty; name at least one step");
      if (answers.wrong.length < WRONG_ANSWERS_MIN) {
        complain(["answers", "wrong"], WRONG_ANSWERS);
      }
    })
    .transform(({ start, expect, ...rest }): Scenario => {
      const scenario = { ...rest, expect, startMs: start };
      switch (rest.kind) {
        case "sale":
        case "exception":
          return scenario;
        case "qa":
          return uncoached(scenario);
        case "practice":
          return uncoached({ ...scenario, customer: { ...scenario.customer, stays: true } });
      }
    });
}

/** Fewer do not show what the lesson is about. Chosen. */
const WRONG_ANSWERS_MIN = 2;
const WRONG_ANSWERS = "must hold at least two wrong answers, each with the marks it loses";

/** The JSON Schema of a lesson, by which editors complete and check while one writes. */
export function scenarioJsonSchema(known: KnownIds): object {
  const schema = z.toJSONSchema(scenarioSchema(known), { io: "input", reused: "ref" });
  return { title: "Tillyard lesson, format 1", ...schema, ...BY_KIND };
}

/** Where nothing is taught there is nothing to coach; who waits grows impatient all the same. */
function uncoached(scenario: Scenario): Scenario {
  const { patience } = scenario.coaching;
  return { ...scenario, coaching: { steps: false, score: false, clock: false, patience } };
}

/** What an editor must know of the sorts of files: a `qa` scenario, practice, and a lesson. */
const BY_KIND = {
  anyOf: [
    { properties: { kind: { const: "qa" } }, required: ["kind", "expect"] },
    { properties: { kind: { const: "practice" }, expect: false }, required: ["kind"] },
    {
      required: ["steps"],
      properties: {
        kind: { not: { enum: ["qa", "practice"] } },
        expect: false,
        steps: { minItems: 1 },
        answers: { required: ["wrong"], properties: { wrong: { minItems: WRONG_ANSWERS_MIN } } },
      },
    },
  ],
} as const;

const coaching = map({
  steps: flag.default(true),
  score: flag.default(true),
  clock: flag.default(true),
  patience: flag.default(true),
});

const terminal = map({
  "host-wait-s": whole(1, 120).default(30), // the usual setting of UnionPay terminals
  copies: z.literal([1, 2], { error: "must be 1 or 2" }).default(2),
  "key-set": oneOf("key set", ["001", "003", "004"]).default("003"),
  ways: list(oneOf("way in", ENTRY_WAYS)).default([]),
  "partial-approval": flag.default(false),
  "auto-sign-off": flag.default(false),
  "floor-limit": balance.prefault("0.00"),
  "random-percent": whole(0, 99).default(99), // as acquirers set it: nearly always
  "paper-mm": whole(0, 50_000).default(20_000), // chosen: a fresh roll of thin paper
  "small-amounts": map({
    enabled: flag.default(true),
    "no-pin-limit": balance.prefault("1000.00"), // UnionPay's limit since 2018-06-01
    "no-sign-limit": balance.prefault("1000.00"),
  }).prefault({}),
}).transform(
  (file): TerminalSettings => ({
    hostWaitMs: file["host-wait-s"] * 1000,
    copies: file.copies,
    keySet: file["key-set"],
    ways: file.ways,
    partialApproval: file["partial-approval"],
    autoSignOff: file["auto-sign-off"],
    floorLimitMinor: file["floor-limit"],
    randomPercent: file["random-percent"],
    paperMm: file["paper-mm"],
    smallAmounts: {
      enabled: file["small-amounts"].enabled,
      noPinLimitMinor: file["small-amounts"]["no-pin-limit"],
      noSignLimitMinor: file["small-amounts"]["no-sign-limit"],
    },
  }),
);

function basketLine(known: KnownIds) {
  const item = oneOf("item", known.items);
  return z.union(
    [
      item.transform((name) => ({ item: name, quantity: 1 })),
      map({ item, quantity: whole(1, 99).default(1) }),
    ],
    { error: "must be an item, or a map of item and quantity" },
  );
}

const withParams = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]), {
    error: "must be a map of parameters",
  })
  .default({});

function faultSchema(known: KnownIds) {
  return map({
    fault: oneOf("fault", Object.keys(known.faults)),
    nth: whole(1, 99).optional(),
    times: whole(1, 99).optional(),
    with: withParams,
  })
    .superRefine(({ fault, nth, times, with: params }, context) => {
      const { mti = "" } = params;
      const waits = mti !== "" || WAITS.some((name) => params[name] !== undefined);
      if (!known.faultsAtOnce.includes(fault) || waits) return;
      const counted = { nth, times };
      for (const [name, count] of Object.entries(counted)) {
        if (count === undefined || count === 1) continue;
        const message = `counts nothing: ${fault} strikes once, as soon as it is armed; leave it out`;
        context.addIssue({ code: "custom", path: [name], message });
      }
    })
    .transform(
      ({ with: params, nth = 1, times = usualTimes(params), ...same }): FaultSettings => ({
        ...same,
        nth,
        times,
        params,
      }),
    );
}

function stepSchema(known: KnownIds) {
  const step = oneOf("step", known.steps);
  return z.union(
    [
      step.transform((name): StepSettings => ({ step: name, tip: undefined })),
      map({ step, tip: text.optional() }).transform(
        (file): StepSettings => ({ step: file.step, tip: file.tip }),
      ),
    ],
    { error: "must be a step, or a map of step and tip" },
  );
}

function goalSchema(known: KnownIds) {
  const rule = oneOf("rule", Object.keys(known.rules));
  return z.union(
    [
      rule.transform((name): GoalSettings => ({ rule: name, params: {} })),
      map({ rule, with: withParams }).transform(
        (file): GoalSettings => ({ rule: file.rule, params: file.with }),
      ),
    ],
    { error: "must be a rule, or a map of rule and parameters" },
  );
}
