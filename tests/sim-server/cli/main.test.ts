import { expect, test } from "vitest";
import { VERSION } from "../../../sim-server/package-info.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const VERBS = [
  "serve",
  "run",
  "lint",
  "bank",
  "device",
  "terminal",
  "devices",
  "desk",
  "enrol",
  "relay",
  "replay",
  "decode",
  "expect",
  "conformance",
  "doctor",
  "bench",
];

test.each(["--help", "-h", "help"])("%s lists every verb with what it does", async (word) => {
  const { status, out, err } = await tillyard([word]);
  expect([status, err]).toEqual([0, ""]);
  for (const verb of VERBS) expect(out).toMatch(new RegExp(`^ {2}${verb} +\\w`, "m"));
  expect(out).toContain("Exit status: 0 done, 1 a check failed, 2 wrong usage");
});

test("without a word, the list of verbs comes with the status of wrong usage", async () => {
  const { status, out } = await tillyard([]);
  expect(status).toBe(2);
  expect(out).toContain("usage: npx tillyard <verb>");
});

test("the version is the package's", async () => {
  expect(await tillyard(["--version"])).toEqual({ status: 0, out: `${VERSION}\n`, err: "" });
});

test.each(VERBS)("%s --help says what it takes, with examples", async (verb) => {
  const { status, out, err } = await tillyard([verb, "--help"]);
  expect([status, err]).toEqual([0, ""]);
  expect(out).toMatch(new RegExp(`^tillyard ${verb}: \\w`));
  expect(out).toContain(`usage: npx tillyard ${verb}`);
  expect(out).toContain("--help");
  expect(out).toContain("examples:");
});

/** Words that are no use, and what is said of them. */
test.each([
  [["frob"], "there is no verb frob", VERBS.join(", ")],
  [["constructor"], "there is no verb constructor", VERBS.join(", ")],
  [["serve", "--bogus"], "serve: Unknown option '--bogus'", "serve --help"],
  [["serve", "more"], "serve: Unexpected argument 'more'", "serve --help"],
  [["serve", "--port"], "serve: Option '--port <value>' argument missing", "serve --help"],
  [["serve", "--port", "abc"], '--port "abc" cannot be used', "0 to 65535"],
  [["serve", "--host", "192.0.2.1"], "on 192.0.2.1 cannot be used", "--host"],
  [["serve", "--port", "0", "--data", "/proc/x"], "cannot keep data in /proc/x", "--data DIR"],
  [["run"], "run: no file or folder was named", "scenarios/library"],
  [["run", "scenarios/library", "--robot", "x"], "no answer is called x", "--robot takes"],
  [
    ["run", "scenarios/library", "--report", "pdf=x"],
    "--report pdf=x names no report",
    "junit=FILE",
  ],
  [
    ["run", "scenarios/library", "--report", "json="],
    "--report json= names no report",
    "json=FILE",
  ],
  [["run", "scenarios/library", "--seed", "x"], "--seed x is not a number", "0 to 4294967295"],
  [["run", "scenarios/library", "--seed", "4294967296"], "--seed 4294967296 is not", "4294967295"],
  [["run", "scenarios/library", "--seed=-1"], "--seed -1 is not a number", "0 to 4294967295"],
  [["lint"], "lint: no file is given", "scenarios/library"],
  [["device"], "device: no kind was named", "the kinds are printer"],
  [["device", "oven"], "there is no kind oven", "the kinds are printer"],
  [["decode"], "decode: nothing is not explained", "the kinds are iso8583, emv, apdu, escpos"],
  [["decode", "emv"], "decode: no bytes are given", "give hex, a file, or -"],
  [["decode", "emv", "5A0"], "an odd number of hexadecimal digits", "pairs of hexadecimal digits"],
  [
    ["decode", "iso8583", "00", "--dialect", "x"],
    "neither a dialect nor a file",
    "docs/dialects.md",
  ],
  [["doctor", "x"], "doctor: Unexpected argument 'x'", "doctor --help"],
  [["bench", "x"], "there is no benchmark x", "iso8583-pack"],
])("%j ends with status 2, a sentence and a remedy", async (words, said, remedy) => {
  const { status, out, err } = await tillyard(words);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(said);
  expect(err.split("\n")[1]).toContain(remedy);
  expect([status, out]).toEqual([2, ""]);
});
