import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { complaintsOf, KNOWN, LESSON, lessonWith } from "../../kit/lesson-text.ts";

const keying = (amount: string) =>
  lessonWith(["play: [scan, say: total]", `play: [key-amount: ${amount}]`]);
const starting = (moment: string) => lessonWith(["2025-06-18T09:41:00+08:00", moment]);
const carrying = (number: string) => lessonWith(['"6212345678901265"', number]);
const playing = (line: string) => lessonWith(["play: [scan, say: total]", `play: [${line}]`]);
// Put together here, so that the text of no file holds a number that is not a test card of ours.
const OTHER = "42".repeat(8);
const SPACED = OTHER.replace(/(\d{4})(?=\d)/g, "$1 ");
const NOT_A_TEST_CARD = "16:13: `number` is not a test card; use one of scenarios/cards/cards.yaml";
const NO_CARD =
  "16:13: `number` is no card number, its check digit is wrong; use one of scenarios/cards/cards.yaml";
const NO_AMOUNT =
  '31:24: `key-amount` is not an amount; write yuan and fen with a point, like "86.40"';

describe("a lesson that is right", () => {
  test("is read with amounts in fen, times in milliseconds and every default", () => {
    const lesson = parseScenario(LESSON, "x", KNOWN);
    expect(lesson.ok && lesson.value).toEqual({
      format: 1,
      id: "first-sale",
      chapter: 1,
      lesson: 1,
      title: { zh: "第一位顾客", en: "The first customer" },
      summary: { zh: "扫货收款", en: "Scan and take payment" },
      level: "novice",
      kind: "sale",
      guide: [],
      startMs: Date.UTC(2025, 5, 18, 1, 41),
      light: "morning",
      flow: "amount-first",
      coaching: { steps: true, score: true, clock: true, patience: true },
      terminal: { hostWaitMs: 30_000, copies: 2, paperMm: 20_000 },
      customer: {
        face: "lao",
        name: undefined,
        knowsPin: true,
        queue: 0,
        cashMinor: 0,
        wallet: ["debit"],
      },
      cards: [
        {
          id: "debit",
          number: "6212345678901265",
          expiry: "2908",
          account: "savings",
          art: "qing",
          pin: "135790",
          keyed: ["135790"],
          state: "normal",
          pinTriesLeft: 3,
          chip: "good",
          way: "chip-first",
          face: { bankMark: true, sample: false, damaged: false },
        },
      ],
      accounts: [{ id: "savings", balanceMinor: 50_000, state: "normal" }],
      basket: [{ item: "milk", quantity: 1 }],
      faults: [{ fault: "bank.reply-lost", nth: 1, times: 1, params: { mti: "0210" } }],
      steps: [
        { step: "scan-goods", tip: undefined },
        { step: "say-total", tip: undefined },
      ],
      goals: [{ rule: "slip-checked", params: {} }],
      answers: {
        right: {
          title: { zh: "标准做法", en: "Model answer" },
          play: [{ do: "scan" }, { do: "say", phrase: "total" }],
        },
        wrong: [
          {
            id: "silent",
            title: { zh: "不报总价", en: "No total" },
            loses: [{ rule: "slip-checked", points: 20 }],
            play: [{ do: "scan" }],
          },
          {
            id: "hasty",
            title: { zh: "太急", en: "Too fast" },
            loses: [{ rule: "slip-checked", points: 20 }],
            play: [{ do: "say", phrase: "total" }],
          },
        ],
      },
    });
  });

  test.each([
    ["scan", [{ do: "scan" }]],
    ["scan: 2", [{ do: "scan" }, { do: "scan" }]],
    ["scan: rice", [{ do: "scan", item: "rice" }]],
    ["tender: cash", [{ do: "tender", means: "cash" }]],
    ["press: 1", [{ do: "press", keys: ["1"], device: "terminal" }]],
    ["press: [1, enter]", [{ do: "press", keys: ["1", "enter"], device: "terminal" }]],
    ["press-till: [clear]", [{ do: "press", keys: ["clear"], device: "till" }]],
    ["key-amount", [{ do: "key-amount" }]],
    ['key-amount: "0.01"', [{ do: "key-amount", amountMinor: 1 }]],
    ['key-amount: "9999999999.99"', [{ do: "key-amount", amountMinor: 999_999_999_999 }]],
    ["inspect: card", [{ do: "inspect", thing: "card" }]],
    ["judge: { card: matches }", [{ do: "judge", thing: "card", verdict: "matches" }]],
    ["hand: { card: customer }", [{ do: "hand", thing: "card", to: "customer" }]],
    ["file: cardholder-copy", [{ do: "file", thing: "cardholder-copy" }]],
    ["open: printer", [{ do: "open", thing: "printer" }]],
    ["close: drawer", [{ do: "close", thing: "drawer" }]],
    ["clean: slot", [{ do: "clean", thing: "slot" }]],
    ['dial: "400-0000-417"', [{ do: "dial", number: "400-0000-417" }]],
    ["answer: other-means", [{ do: "answer", choice: "other-means" }]],
    ["wait: approved", [{ do: "wait", for: ["approved"] }]],
    ["wait: [approved, paper]", [{ do: "wait", for: ["approved", "paper"] }]],
    ["turn-card, insert, remove", [{ do: "turn-card" }, { do: "insert" }, { do: "remove" }]],
    ["tear, load-paper", [{ do: "tear" }, { do: "load-paper" }]],
    ["look-away, hang-up", [{ do: "look-away" }, { do: "hang-up" }]],
  ])("an answer's line `%s`", (line, intentions) => {
    const lesson = parseScenario(playing(line), "x", KNOWN);
    expect(lesson.ok && lesson.value.answers.right.play).toEqual(intentions);
  });
});

describe("a lesson that is wrong", () => {
  test.each([
    [
      "unknown key",
      lessonWith(["customer:", "costumer:"]),
      "11:1: unknown key `costumer`; did you mean `customer`?",
    ],
    [
      "unknown key inside",
      lessonWith(["face: lao", "fase: lao"]),
      "12:3: unknown key `fase`; did you mean `face`?",
    ],
    [
      "unknown key like none",
      lessonWith(["face: lao", "face: lao\n  shoe: 43"]),
      "13:3: unknown key `shoe`; there are `face`, `name`, `knows-pin`, `queue`, `cash`, `wallet`",
    ],
    [
      "duplicate key",
      lessonWith(["lesson: 1", "lesson: 1\nchapter: 2"]),
      "5:1: duplicate key `chapter`; line 3 has it already; keep one of them",
    ],
    [
      "duplicate id of a card",
      lessonWith([
        "accounts:",
        '  - { id: debit, number: "6212345678900000003", account: savings, pin: "1234" }\naccounts:',
      ]),
      "19:11: duplicate id `debit`; give each its own",
    ],
    [
      "duplicate id of an account",
      lessonWith(["basket:", '  - { id: savings, balance: "0" }\nbasket:']),
      "22:11: duplicate id `savings`; give each its own",
    ],
    [
      "duplicate id of an answer",
      lessonWith(["id: hasty", "id: silent"]),
      "37:11: duplicate id `silent`; give each its own",
    ],
    [
      "one number on two cards",
      lessonWith([
        "accounts:",
        '  - { id: second, number: "6212345678901265", account: savings, pin: "1234" }\naccounts:',
      ]),
      "19:27: the same number as another card; give each its own",
    ],
    ["card outside the test list", carrying(`"4${"1".repeat(15)}"`), NOT_A_TEST_CARD],
    [
      "card of a UnionPay prefix that is not ours",
      carrying(`"62${"1".repeat(13)}5"`),
      NOT_A_TEST_CARD,
    ],
    ["card failing Luhn", carrying('"6212345678901266"'), NO_CARD],
    ["card that is no number", carrying('"6212-3456-7890"'), NO_CARD],
    [
      "card out of quotes",
      carrying("6212345678901265"),
      '16:13: `number` must stand in quotes: a card number is text, like "6212345678901265"',
    ],
    ["amount of 0", keying('"0"'), "31:24: `key-amount` is 0; the least is 0.01"],
    ["amount of 0.00", keying('"0.00"'), "31:24: `key-amount` is 0; the least is 0.01"],
    [
      "amount of 13 digits",
      keying('"10000000000.00"'),
      "31:24: `key-amount` has 13 digits; an amount has at most 12, fen included",
    ],
    [
      "amount with 3 decimals",
      keying('"1.234"'),
      "31:24: `key-amount` has more than two decimals; the smallest coin is one fen, 0.01",
    ],
    ["amount below 0", keying('"-3"'), "31:24: `key-amount` is below 0; the least is 0.01"],
    ["amount with a comma", keying('"1,00"'), NO_AMOUNT],
    ["amount that is a word", keying("lots"), NO_AMOUNT],
    [
      "amount out of quotes",
      keying("86.40"),
      '31:24: `key-amount` must stand in quotes: an amount is text, like "86.40"',
    ],
    [
      "balance below 0",
      lessonWith(['"500.00"', '"-0.01"']),
      "21:14: `balance` is below 0; the least is 0.00",
    ],
    [
      "account that does not exist",
      lessonWith(["account: savings", "account: saving"]),
      "17:14: no account has the id `saving`; did you mean `savings`?",
    ],
    [
      "wallet naming an unknown card",
      lessonWith(["[debit]", "[debit, visa]"]),
      "13:19: no card has the id `visa`; there is `debit`",
    ],
    [
      "unknown item",
      lessonWith(["basket: [milk]", "basket: [mlik]"]),
      "22:10: unknown item `mlik`; did you mean `milk`?",
    ],
    [
      "unknown item in a map",
      lessonWith(["basket: [milk]", "basket: [{ item: rise }]"]),
      "22:18: unknown item `rise`; did you mean `rice`?",
    ],
    [
      "empty basket",
      lessonWith(["basket: [milk]", "basket: []"]),
      "22:9: `basket` is empty; name at least one item",
    ],
    [
      "unknown fault",
      lessonWith(["fault: bank.reply-lost", "fault: bank.replies-lost"]),
      "24:12: unknown fault `bank.replies-lost`; did you mean `bank.reply-lost`?",
    ],
    [
      "unknown parameter of a fault",
      lessonWith(['{ mti: "0210" }', '{ mti: "0210", mt: "0" }']),
      "25:26: fault `bank.reply-lost` takes no `mt`; did you mean `mti`?",
    ],
    [
      "missing parameter of a fault",
      lessonWith(['{ mti: "0210" }', "{}"]),
      "24:5: fault `bank.reply-lost` needs `mti`; write it under `with`",
    ],
    [
      "wrong type of a parameter",
      lessonWith(['"0210"', "210"]),
      "25:18: `mti` must be text in quotes",
    ],
    [
      "parameter out of its range",
      lessonWith(["bank.reply-lost", "bank.slow"], ['mti: "0210"', "ms: 600001"]),
      "25:17: `ms` must be from 1 to 600000",
    ],
    [
      "unknown parameter of a rule",
      lessonWith(["[slip-checked]", "[{ rule: charged-once, with: { amont: 1 } }]"]),
      "27:39: rule `charged-once` takes no `amont`; did you mean `amount`?",
    ],
    [
      "unknown step",
      lessonWith(["say-total]", "say-totl]"]),
      "26:21: unknown step `say-totl`; did you mean `say-total`?",
    ],
    [
      "unknown rule",
      lessonWith(["[slip-checked]", "[slip-check]"]),
      "27:9: unknown rule `slip-check`; did you mean `slip-checked`?",
    ],
    [
      "unknown rule among the marks",
      lessonWith(["{ slip-checked: 20 }", "{ slip-chekced: 20 }"]),
      "35:16: unknown key `slip-chekced`; did you mean `slip-checked`?",
    ],
    [
      "no marks",
      lessonWith(["{ slip-checked: 20 }", "{}"]),
      "35:14: `loses` is empty; name each rule and its points",
    ],
    [
      "unknown phrase",
      playing("say: totals"),
      "31:17: unknown phrase `totals`; did you mean `total`?",
    ],
    [
      "unknown screen",
      playing("wait: aproved"),
      "31:18: unknown screen or line `aproved`; did you mean `approved`?",
    ],
    [
      "unknown choice on the phone",
      playing("answer: unfreeze"),
      "31:20: unknown choice `unfreeze`; there is `other-means`",
    ],
    [
      "unknown key of the keypad",
      playing("press: [1, entr]"),
      "31:23: unknown key `entr`; did you mean `enter`?",
    ],
    [
      "digit beyond the keypad",
      playing("press: [12]"),
      "31:20: this line of `press` must be a whole number from 0 to 9",
    ],
    [
      "unknown thing",
      playing("hand: { crad: customer }"),
      "31:20: unknown key `crad`; did you mean `card`?",
    ],
    [
      "unknown verdict",
      playing("judge: { card: matched }"),
      "31:27: unknown verdict `matched`; did you mean `matches`?",
    ],
    [
      "nothing judged",
      playing("judge: {}"),
      "31:19: `judge` must be about one thing; begin a new line for each",
    ],
    ["unknown verb", playing("isnert"), "31:12: unknown verb `isnert`; did you mean `insert`?"],
    [
      "unknown verb about something",
      playing("wiat: approved"),
      "31:12: unknown key `wiat`; did you mean `wait`?",
    ],
    [
      "verb without what it is about",
      playing("say"),
      "31:12: this line of `play` lacks what it is about; write `say: …`",
    ],
    [
      "two verbs in one line",
      playing("{ say: total, scan: 1 }"),
      "31:12: this line of `play` must be one verb; begin a new line for each",
    ],
    [
      "number for a verb",
      playing("3"),
      "31:12: this line of `play` must be a verb, alone or with what it is about",
    ],
    [
      "date without a zone",
      starting("2025-06-18T09:41:00"),
      "9:8: `start` is not the shop's time; end it with +08:00",
    ],
    [
      "date in another zone",
      starting("2025-06-18T01:41:00Z"),
      "9:8: `start` is not the shop's time; end it with +08:00",
    ],
    [
      "date that does not exist",
      starting("2025-02-29T09:41:00+08:00"),
      "9:8: `start` is a day or an hour that the calendar does not have; correct it",
    ],
    [
      "hour that does not exist",
      starting("2025-02-28T24:00:00+08:00"),
      "9:8: `start` is a day or an hour that the calendar does not have; correct it",
    ],
    [
      "date in words",
      starting("yesterday"),
      "9:8: `start` is not a date and time; write it like 2025-06-18T09:41:00+08:00",
    ],
    ["year alone", starting("2025"), "9:8: `start` must be a date and time, not a number"],
    [
      "thirteenth month on a card",
      lessonWith(["pin:", 'expiry: "13/29"\n    pin:']),
      '18:13: `expiry` is not a month and a year, like "08/29"',
    ],
    [
      "text for a number",
      lessonWith(["chapter: 1", "chapter: one"]),
      "3:10: `chapter` must be a whole number from 1 to 99",
    ],
    [
      "number for a word",
      lessonWith(["kind: sale", "kind: 3"]),
      "8:7: `kind` must name a lesson kind, not a number",
    ],
    ["word for a list", lessonWith(["[debit]", "debit"]), "13:11: `wallet` must be a list"],
    [
      "list for a map",
      lessonWith(["title: { zh: 第一位顾客, en: The first customer }", "title: [x]"]),
      "5:8: `title` must be a map, not a list",
    ],
    [
      "word for true or false",
      lessonWith(["face: lao", "face: lao\n  knows-pin: maybe"]),
      "13:14: `knows-pin` must be true or false, not text",
    ],
    [
      "unknown word of a closed list",
      lessonWith(["flow: amount-first", "flow: amount-last"]),
      "10:7: unknown flow `amount-last`; did you mean `amount-first`?",
    ],
    [
      "other format",
      lessonWith(["format: 1", "format: 2"]),
      "1:9: `format` must be 1, the only format there is",
    ],
    [
      "id with a blank",
      lessonWith(["id: first-sale", "id: first sale"]),
      "2:5: `id` must be small letters, digits and hyphens, beginning with a letter, at most 40",
    ],
    [
      "empty value",
      lessonWith(["level: novice", "level:"]),
      "7:1: `level` is empty; write a value, or leave the key out",
    ],
    ["missing key of a card", lessonWith(['    pin: "135790"\n', ""]), "15:5: `pin` is missing"],
    [
      "title without English",
      lessonWith([", en: The first customer", ""]),
      "5:1: `en` is missing in `title`",
    ],
    [
      "right answer missing",
      lessonWith([
        "  right:\n    title: { zh: 标准做法, en: Model answer }\n    play: [scan, say: total]\n",
        "",
      ]),
      "28:1: `right` is missing in `answers`",
    ],
    [
      "one wrong answer",
      LESSON.slice(0, LESSON.indexOf("    - id: hasty")),
      "33:5: `wrong` must hold at least two wrong answers, each with the marks it loses",
    ],
    [
      "no wrong answers",
      LESSON.slice(0, LESSON.indexOf("  wrong:")),
      "28:1: `wrong` is missing in `answers`",
    ],
    ["no answers", LESSON.slice(0, LESSON.indexOf("answers:")), "1:1: `answers` is missing"],
    [
      "syntax error",
      lessonWith(["id: first-sale", "id: first: sale"]),
      "2:5: not YAML: Nested mappings are not allowed in compact mappings; correct the spelling of this line",
    ],
    [
      "list left open",
      lessonWith(["say-total]", "say-total"]),
      "27:1: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; put the line under its neighbours",
    ],
    [
      "tabs",
      lessonWith(["  face: lao\n  wallet", "\tface: lao\n\twallet"]),
      "12:1: a tab stands in the indentation; indent with spaces\n13:1: a tab stands in the indentation; indent with spaces",
    ],
    [
      "alias",
      lessonWith(["face: lao", "face: *face"]),
      "12:9: an alias stands here; write the value out",
    ],
    [
      "tag",
      lessonWith(["face: lao", "face: !face lao"]),
      "12:9: not YAML: Unresolved tag: !face; leave the tag out",
    ],
    [
      "two lessons in one file",
      `${LESSON}---\n${LESSON}`,
      "41:1: a second document begins here; one file, one lesson",
    ],
    ["empty file", "", "1:1: the file is empty; begin with `format: 1`"],
    ["comments only", "# later\n", "1:1: the file is empty; begin with `format: 1`"],
    ["list for a lesson", "- format: 1\n", "1:1: a lesson must be a map, not a list"],
    ["text for a lesson", "hello", "1:1: a lesson must be a map, not text"],
    [
      "deep nesting",
      `a: ${"[".repeat(60_000)}`,
      "1:34: nested more than 32 deep; a lesson is flatter",
    ],
    [
      "deep lists in one line",
      `${"- ".repeat(40_000)}x`,
      "1:63: nested more than 32 deep; a lesson is flatter",
    ],
    ["endless file", "#".repeat(131_073), "1:1: longer than 131072 characters; split the lesson"],
  ])("%s", (_name, text, complaints) => {
    expect(complaintsOf(text)).toBe(complaints);
  });

  test("every complaint is told at once, in the order of the file", () => {
    const text = lessonWith(
      ["play: [scan]", "play: [scam]"],
      ["chapter: 1", "chapter: 0"],
      ["[debit]", "[credit]"],
      ["level: novice", "levle: novice"],
      ["lesson: 1", "lesson: 1\nlesson: 2"],
      ["{ slip-checked: 20 }", "{ slip-checked: 0, x: 1 }"],
    );
    expect(complaintsOf(text).split("\n")).toEqual([
      "3:10: `chapter` must be a whole number from 1 to 99",
      "5:1: duplicate key `lesson`; line 4 has it already; keep one of them",
      "8:1: unknown key `levle`; did you mean `level`?",
      "14:12: no card has the id `credit`; there is `debit`",
      "36:30: `slip-checked` must be a whole number from 1 to 1000",
      "36:33: unknown key `x`; there are `slip-checked`, `charged-once`",
      "37:14: unknown verb `scam`; did you mean `scan`?",
    ]);
  });

  test.each([
    ["where a number of a card is asked", carrying(`"${OTHER}"`)],
    ["where a key stands", lessonWith(["level: novice", `"${OTHER}": novice`])],
    ["where a word is asked", lessonWith(["level: novice", `level: "${SPACED}"`])],
    ["where YAML breaks", lessonWith(["level: novice", `level: [${OTHER}`])],
  ])("no message repeats a card's number %s", (_name, text) => {
    expect(complaintsOf(text)).not.toMatch(/4242/);
  });
});

describe("any text", () => {
  const lines = LESSON.split("\n");

  test("gives a lesson, or complaints inside the file, never a throw", () => {
    const piece = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      ":",
      "- ",
      "&a ",
      "*a ",
      "!!x ",
      "\t",
      "\n",
      "'",
      '"',
      "~",
      "0",
      "x",
      "? ",
      "| ",
      "<<",
      "%",
    );
    const scrap = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(fc.nat(LESSON.length), fc.nat(40), scrap, (at, removed, added) => {
        const text = LESSON.slice(0, at) + added + LESSON.slice(at + removed);
        const parsed = parseScenario(text, "x", KNOWN);
        if (parsed.ok) return;
        expect(parsed.error.length).toBeGreaterThan(0);
        for (const { place } of parsed.error) {
          expect(place?.line).toBeLessThanOrEqual(text.split("\n").length);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("losing any one line of a map is told at the map, or is a default", () => {
    for (let line = 0; line < lines.length - 1; line += 1) {
      const text = lines.filter((_, index) => index !== line).join("\n");
      expect(complaintsOf(text).split("\n").length).toBeLessThan(8);
    }
  });
});
