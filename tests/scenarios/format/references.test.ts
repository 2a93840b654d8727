import { expect, test } from "vitest";
import { complaintsOf, lessonWith } from "../../kit/lesson-text.ts";

test.each([
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
  [
    "payment code with the id of a card",
    codes("{ id: debit, scheme: wechat, account: savings }"),
    "20:11: a card has the id `debit` already; give each its own",
  ],
  [
    "payment code of an account that there is not",
    codes("{ id: code, scheme: wechat, account: saving }"),
    "20:42: no account has the id `saving`; did you mean `savings`?",
  ],
  [
    "duplicate id of a payment code",
    codes(
      "{ id: code, scheme: wechat, account: savings }",
      "{ id: code, scheme: alipay, account: savings }",
    ),
    "21:11: duplicate id `code`; give each its own",
  ],
  [
    "wallet with what is neither card nor code",
    codes("{ id: code, scheme: wechat, account: savings }").replace("[debit]", "[cod]"),
    "13:12: no card has the id `cod`; did you mean `code`?",
  ],
  [
    "a call to a bank about no card",
    codes("{ id: code, scheme: wechat, account: savings }").replace(
      "[debit]",
      "[code]\n  calls-bank: { asks: [explain] }",
    ),
    "14:15: `calls-bank` is about a card, and there is none in `wallet`; name one there",
  ],
  [
    "part that does not exist",
    lessonWith(
      ["answers:", "answers:\n  parts: { pay: [insert] }"],
      ["[scan, say: total]", "[part: pya]"],
    ),
    "32:18: no part has the name `pya`; did you mean `pay`?",
  ],
  [
    "part that calls a part",
    lessonWith(["answers:", "answers:\n  parts: { pay: [part: pay] }"]),
    "29:18: unknown key `part`; there are `scan`, `say`, `tender`, `press`, `press-till`, `key-amount`, `key`, `key-from-slip`, `key-from-card` …",
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
    "parameter at the end of its range",
    lessonWith(["bank.reply-lost", "bank.slow"], ['mti: "0210"', "ms: 600000"]),
    "fine",
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
])("%s", (_name, text, complaints) => {
  expect(complaintsOf(text)).toBe(complaints);
});

/** The lesson with these payment codes. */
function codes(...lines: readonly string[]): string {
  return lessonWith([
    "accounts:",
    `codes:\n${lines.map((line) => `  - ${line}\n`).join("")}accounts:`,
  ]);
}
