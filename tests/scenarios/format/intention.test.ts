import { expect, test } from "vitest";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { complaintsOf, KNOWN, lessonWith } from "../../kit/lesson-text.ts";

const playing = (line: string) => lessonWith(["play: [scan, say: total]", `play: [${line}]`]);

test.each([
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
])("%s", (_name, text, complaints) => {
  expect(complaintsOf(text)).toBe(complaints);
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
  ["swipe, tap", [{ do: "swipe" }, { do: "tap" }]],
  ["scan-code", [{ do: "scan-code" }]],
  ["key-from-phone, key-from-screen", [{ do: "key-from-phone" }, { do: "key-from-screen" }]],
  ["tear, load-paper", [{ do: "tear" }, { do: "load-paper" }]],
  ["look-away, hang-up", [{ do: "look-away" }, { do: "hang-up" }]],
])("an answer's line `%s`", (line, intentions) => {
  const lesson = parseScenario(playing(line), "x", KNOWN);
  expect(lesson.ok && lesson.value.answers.right.play).toEqual(intentions);
});
