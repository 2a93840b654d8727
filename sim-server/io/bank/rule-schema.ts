import { z } from "zod";
import { describeKind } from "../../../scenarios/format/complaint.ts";
import { cardNumber, map, whole } from "../../../scenarios/format/values.ts";
import type { Rule } from "../../core/bank/rules.ts";

/** Chosen: more rules are no test that anybody can read. */
export const RULES_MAX = 200;

const AMOUNT_MAX = 999_999_999_999;
/** Chosen: longer than any terminal waits. */
const DELAY_MS_MAX = 600_000;
const PATTERN_CHARS_MAX = 200;

const text = (max: number) =>
  z
    .string({ error: (issue) => `must be text in quotes, not ${describeKind(issue.input)}` })
    .min(1, { error: "must not be empty" })
    .max(max, { error: `must be at most ${max} characters` });

const digits = (pattern: RegExp, what: string) =>
  z.string({ error: () => `must stand in quotes: ${what}` }).regex(pattern, {
    error: `must be ${what}`,
  });

/** The number of a data element, as the key of a map. */
const de = z.string().regex(/^(?:[2-9]|[1-9]\d|1[0-8]\d|19[0-2])$/, {
  error: "must be the number of a data element, 2 to 192",
});

const pattern = z.union([
  map({ is: text(PATTERN_CHARS_MAX) }),
  map({ startsWith: text(PATTERN_CHARS_MAX) }),
  map({ like: text(PATTERN_CHARS_MAX) }),
]);

const condition = map({
  mti: digits(/^\d{4}$/, "the four digits of an MTI").optional(),
  fields: z.record(de, pattern).optional(),
  card: cardNumber.optional(),
  amountMinor: map({
    from: whole(0, AMOUNT_MAX).optional(),
    to: whole(0, AMOUNT_MAX).optional(),
  }).optional(),
  terminal: text(8).optional(),
  nth: whole(1, 1_000_000).optional(),
  times: whole(1, 1_000_000).optional(),
  probability: z
    .number({ error: "must be a number from 0 to 1" })
    .min(0, { error: "must be a number from 0 to 1" })
    .max(1, { error: "must be a number from 0 to 1" })
    .optional(),
});

const action = z.discriminatedUnion(
  "do",
  [
    map({
      do: z.literal("answer"),
      code: digits(/^[0-9A-Z]{2,4}$/, "a response code of the dialect"),
    }),
    map({ do: z.literal("change"), fields: z.record(de, text(999)) }),
    map({ do: z.literal("delay"), ms: whole(0, DELAY_MS_MAX) }),
    map({ do: z.literal("lose"), what: z.enum(["request", "answer"]) }),
    map({ do: z.literal("duplicate"), afterMs: whole(0, DELAY_MS_MAX) }),
    map({
      do: z.literal("corrupt"),
      at: z.union([whole(0, 65_536), z.literal("mac")]),
      bits: whole(1, 255),
    }),
  ],
  { error: "must be answer, change, delay, lose, duplicate or corrupt" },
);

/** A rule as files and requests say it. */
export const ruleSchema = map({
  id: digits(/^[A-Za-z0-9][\w.-]{0,63}$/, "letters, digits, dots, hyphens; at most 64"),
  when: condition.default({}),
  action,
}).transform((rule) => rule as unknown as Rule);

export const rulesSchema = z
  .array(ruleSchema, { error: (issue) => `must be a list, not ${describeKind(issue.input)}` })
  .max(RULES_MAX, { error: `must be at most ${RULES_MAX} rules` })
  .superRefine((rules, context) => {
    const ids = new Set<string>();
    rules.forEach(({ id }, at) => {
      if (ids.has(id)) {
        context.addIssue({
          code: "custom",
          path: [at, "id"],
          message: "stands twice; give each rule its own",
        });
      }
      ids.add(id);
    });
  });
