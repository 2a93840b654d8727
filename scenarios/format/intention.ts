import { z } from "zod";
import { quote } from "./complaint.ts";
import type { KnownIds } from "./known-ids.ts";
import { CARD_NUMBERS, type Intention, SLIP_NUMBERS } from "./scenario.ts";
import { amount, id, map, oneOf, suggest, whole } from "./values.ts";

const BARE = [
  "scan",
  "key-amount",
  "insert",
  "swipe",
  "tap",
  "scan-code",
  "key-from-phone",
  "key-from-screen",
  "remove",
  "turn-card",
  "look-away",
  "tear",
  "load-paper",
  "hang-up",
] as const;

const SCANS_MAX = 50; // chosen: more than any basket of a lesson

/** A line of an answer that stands for all lines of a part with that name. */
export type PartCall = { readonly part: string };

/**
 * One line of an answer: a bare word, or a verb and what it is about. It stands for one intention,
 * or, where the line counts (`scan: 3`), for as many.
 */
export function intentionSchema(known: KnownIds) {
  return lineSchema<Intention>(verbShape(known));
}

/** The same, or `part: name`. */
export function playLineSchema(known: KnownIds) {
  const part = id.transform((name): PartCall[] => [{ part: name }]).optional();
  return lineSchema<Intention | PartCall>({ ...verbShape(known), part });
}

type VerbShape<Line> = Readonly<Record<string, z.ZodType<readonly Line[] | undefined, unknown>>>;

function lineSchema<Line>(shape: VerbShape<Line | Intention>) {
  const bare = bareVerb(Object.keys(shape)).transform((verb): Intention[] => [{ do: verb }]);
  const verbs = map(shape)
    .meta({ minProperties: 1, maxProperties: 1 })
    .transform((line, context): readonly (Line | Intention)[] => {
      const [only, second] = Object.values(line).filter((each) => each !== undefined);
      if (only !== undefined && second === undefined) return only;
      return refuse(context, "must be one verb; begin a new line for each");
    });
  return z.union([bare, verbs], { error: "must be a verb, alone or with what it is about" });
}

function bareVerb(others: readonly string[]) {
  return z.enum(BARE, {
    error: ({ input }) => {
      if (typeof input !== "string") return "must be a verb";
      if (others.includes(input)) return `lacks what it is about; write \`${input}: …\``;
      return `unknown verb ${quote(input)}; ${suggest(input, [...BARE, ...others])}`;
    },
  });
}

function verbShape(known: KnownIds) {
  return {
    scan: z
      .union([
        whole(1, SCANS_MAX).transform((count) =>
          Array.from({ length: count }, (): Intention => ({ do: "scan" })),
        ),
        oneOf("item", known.items).transform((item): Intention[] => [{ do: "scan", item }]),
      ])
      .optional(),
    say: line(oneOf("phrase", known.phrases), (phrase) => ({ do: "say", phrase })),
    tender: line(oneOf("means", ["card", "cash"]), (means) => ({ do: "tender", means })),
    press: line(keys(known), (pressed) => ({ do: "press", keys: pressed, device: "terminal" })),
    "press-till": line(keys(known), (pressed) => ({ do: "press", keys: pressed, device: "till" })),
    "key-amount": line(amount, (amountMinor) => ({ do: "key-amount", amountMinor })),
    key: line(
      z
        .string({ error: 'must be digits in quotes, like "000123"' })
        .regex(/^\d{1,20}$/, { error: "must be up to 20 digits" }),
      (digits) => ({ do: "key", digits }),
    ),
    "key-from-slip": line(oneOf("number of a slip", SLIP_NUMBERS), (what) => ({
      do: "key-from-slip",
      what,
    })),
    "key-from-card": line(oneOf("number of a card", CARD_NUMBERS), (what) => ({
      do: "key-from-card",
      what,
    })),
    "ask-for": line(id, (means) => ({ do: "ask-for", means })),
    inspect: line(oneOf("thing", known.things), (thing) => ({ do: "inspect", thing })),
    file: line(oneOf("thing", known.things), (thing) => ({ do: "file", thing })),
    judge: line(pairOf(known.things, oneOf("verdict", known.verdicts)), ([thing, verdict]) => ({
      do: "judge",
      thing,
      verdict,
    })),
    hand: line(pairOf(known.things, oneOf("person", ["customer", "cashier"])), ([thing, to]) => ({
      do: "hand",
      thing,
      to,
    })),
    open: line(oneOf("thing", ["printer"]), (thing) => ({ do: "open", thing })),
    close: line(oneOf("thing", ["printer", "drawer"]), (thing) => ({ do: "close", thing })),
    clean: line(oneOf("thing", ["slot"]), (thing) => ({ do: "clean", thing })),
    dial: line(
      z
        .string({ error: 'must be a number in quotes, like "400-0000-417"' })
        .regex(/^[\d-]{3,20}$/, { error: "must be digits and hyphens" }),
      (number) => ({ do: "dial", number }),
    ),
    answer: line(oneOf("choice", known.choices), (choice) => ({ do: "answer", choice })),
    wait: line(oneOrMore(oneOf("screen or line", known.waits)), (awaited) => ({
      do: "wait",
      for: awaited,
    })),
  };
}

/** The digits of a keypad may stand bare: `press: [1, enter]`. */
function keys(known: KnownIds) {
  const digit = whole(0, 9).transform(String);
  return oneOrMore(z.union([digit, oneOf("key", known.keys)], { error: "must be a key" }));
}

function oneOrMore<T extends z.ZodType<string, unknown>>(one: T) {
  return z.union([one.transform((each) => [each]), z.array(one).min(1, { error: "is empty" })]);
}

/** `{ card: customer }`: one thing, and what about it. */
function pairOf<const Value extends string>(
  things: readonly string[],
  value: z.ZodType<Value, unknown>,
) {
  const shape = Object.fromEntries(things.map((thing) => [thing, value.optional()]));
  return map(shape)
    .meta({ minProperties: 1, maxProperties: 1 })
    .transform((line, context): [string, Value] => {
      const [only, second] = Object.entries(line);
      if (only?.[1] !== undefined && second === undefined) return [only[0], only[1]];
      return refuse(context, "must be about one thing; begin a new line for each");
    });
}

function line<Out, In>(argument: z.ZodType<Out, In>, intend: (argument: Out) => Intention) {
  return argument
    .transform((value, context) => (context.issues.length > 0 ? z.NEVER : [intend(value)]))
    .optional();
}

/** An unknown key has its own complaint; a second one about the same line would only distract. */
function refuse(context: z.RefinementCtx, message: string): never {
  if (context.issues.length === 0) context.addIssue({ code: "custom", message });
  return z.NEVER;
}
