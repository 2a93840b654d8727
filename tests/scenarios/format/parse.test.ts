import { expect, test } from "vitest";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { complaintsOf, KNOWN, LESSON, lessonWith } from "../../kit/lesson-text.ts";

// Put together here, so that the text of no file holds a number that is not a test card of ours.
const OTHER = "42".repeat(8);
const SPACED = OTHER.replace(/(\d{4})(?=\d)/g, "$1 ");
const carrying = (number: string) => lessonWith(['"6212345678901265"', number]);

test("a lesson is read with amounts in fen, times in milliseconds and every default", () => {
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
    terminal: {
      hostWaitMs: 30_000,
      keySet: "003",
      copies: 2,
      ways: [],
      partialApproval: false,
      autoSignOff: false,
      floorLimitMinor: 0,
      randomPercent: 99,
      paperMm: 20_000,
      smallAmounts: { enabled: true, noPinLimitMinor: 100_000, noSignLimitMinor: 100_000 },
    },
    bank: { fallback: false, manualEntry: false, issuer: "up" },
    expect: undefined,
    customer: {
      face: "lao",
      name: undefined,
      knowsPin: true,
      queue: 0,
      cashMinor: 0,
      wallet: ["debit"],
      callsBank: undefined,
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
        signature: false,
        pinTriesLeft: 3,
        persona: undefined,
        chip: "good",
        stripe: "none",
        contactless: false,
        kind: "card",
        way: "chip-first",
        face: { bankMark: true, sample: false, damaged: false },
      },
    ],
    codes: [],
    accounts: [{ id: "savings", balanceMinor: 50_000, state: "normal", identity: "0417" }],
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
    "13:3: unknown key `shoe`; there are `face`, `name`, `knows-pin`, `queue`, `cash`, `wallet`, `calls-bank`",
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
    "other format",
    lessonWith(["format: 1", "format: 2"]),
    "1:9: `format` must be 1, the only format there is",
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
  ["list for a lesson", "- format: 1\n", "1:1: a lesson must be a map, not a list"],
  ["text for a lesson", "hello", "1:1: a lesson must be a map, not text"],
  [
    "a fault of a state that is counted",
    lessonWith(['    with: { mti: "0210" }', "  - { fault: printer.cover-open, nth: 2 }"]).replace(
      "  - fault: bank.reply-lost\n",
      "",
    ),
    "24:39: `nth` counts nothing: printer.cover-open strikes once, as soon as it is armed; leave it out",
  ],
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

test("a part stands for its lines wherever it is called", () => {
  const text = lessonWith(
    ["answers:", "answers:\n  parts: { sell: [scan: 2, say: total], pay: [insert] }"],
    ["[scan, say: total]", "[part: sell, part: pay, part: pay]"],
  );
  const lesson = parseScenario(text, "x", KNOWN);
  expect(lesson.ok && lesson.value.answers.right.play).toEqual([
    { do: "scan" },
    { do: "scan" },
    { do: "say", phrase: "total" },
    { do: "insert" },
    { do: "insert" },
  ]);
});

const CODES = "codes:\n  - { id: code, scheme: ";

test.each([
  [
    "a payment code",
    "wechat, account: savings }",
    { scheme: "wechat", account: "savings", confirmAboveMinor: undefined, payer: "pays" },
  ],
  [
    "one whose payer is asked first",
    'alipay, account: savings, confirm-above: "50.00", payer: refuses }',
    { scheme: "alipay", account: "savings", confirmAboveMinor: 5_000, payer: "refuses" },
  ],
  ["a K-code", "k-code, card: debit }", { scheme: "k-code", card: "debit" }],
])("a phone shows %s", (_name, line, code) => {
  const text = lessonWith(["accounts:", `${CODES}${line}\naccounts:`]);
  const lesson = parseScenario(text, "x", KNOWN);
  expect(lesson.ok && lesson.value.codes).toEqual([{ id: "code", ...code }]);
});

test("a phone answers over the air, whatever is not said of it", () => {
  const text = lessonWith(['pin: "135790"', 'pin: "135790"\n    kind: phone']);
  const lesson = parseScenario(text, "x", KNOWN);
  expect(lesson.ok && lesson.value.cards[0]).toMatchObject({ kind: "phone", contactless: true });
});

test("a terminal's limits for small amounts are read in fen", () => {
  const limits = 'terminal: { small-amounts: { enabled: false, no-pin-limit: "300.00" } }';
  const lesson = parseScenario(lessonWith(["customer:", `${limits}\ncustomer:`]), "x", KNOWN);
  expect(lesson.ok && lesson.value.terminal.smallAmounts).toEqual({
    enabled: false,
    noPinLimitMinor: 30_000,
    noSignLimitMinor: 100_000,
  });
});
