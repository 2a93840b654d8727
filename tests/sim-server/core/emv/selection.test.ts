import { describe, expect, test } from "vitest";
import { fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { listCandidates } from "../../../../sim-server/core/emv/candidates.ts";
import {
  type Choose,
  type Offer,
  selectApplication,
} from "../../../../sim-server/core/emv/selection.ts";
import { openSession, type TerminalApplication } from "../../../../sim-server/core/emv/session.ts";
import {
  CIRCUMSTANCES,
  CONFIG,
  finish,
  type Instead,
  linkTo,
  unionPayCard,
} from "../../../kit/card-link.ts";

const DEBIT = "A000000333010101";
const CREDIT = "A000000333010102";
const QUASI = "A000000333010103";
const NO_DIRECTORY: Instead = ({ ins, data }) =>
  ins === 0xa4 && toHex(data).startsWith("31504159") ? "6A82" : undefined;

function select(instead: Instead, applications = CONFIG.applications, choose?: Choose) {
  const { link, said } = linkTo(unionPayCard(), instead);
  const session = openSession(CONFIG, CIRCUMSTANCES);
  const listed = finish(listCandidates(link, applications));
  const result = listed.ok
    ? finish(selectApplication(link, listed.value, session, choose))
    : listed;
  return { result: result.ok ? result.value.aid : result.error, said: said.join(", "), session };
}

/** A directory record with one entry for each `aid priority`. */
function record(...entries: readonly (readonly [aid: string, priority: number])[]): string {
  const body = entries.map(([aid, priority]) =>
    object("61", object("4F", aid) + object("87", byte(priority))),
  );
  return `${object("70", body.join(""))}9000`;
}

const byte = (value: number): string => value.toString(16).padStart(2, "0").toUpperCase();
const object = (tag: string, hex: string): string => `${tag}${byte(hex.length / 2)}${hex}`;

/** A directory of these records, whose applications answer when they are selected. */
function directory(...records: readonly string[]): Instead {
  return ({ ins, p1, data }) => {
    if (ins === 0xb2) return records[p1 - 1] ?? "6A83";
    const hex = toHex(data);
    return hex.startsWith("31504159") ? undefined : `${object("6F", object("84", hex))}9000`;
  };
}

describe("selecting an application", () => {
  test("takes the card's directory, and its FCI is then known", () => {
    const { result, said, session } = select(() => undefined);
    expect(result).toBe(DEBIT);
    expect(said).toBe(`A4 1PAY, B2 1/1, B2 2/1, A4 ${DEBIT}`);
    expect(session.data.get("50")).toEqual(fromLatin1("PBOC DEBIT"));
    expect(toHex(session.data.get("9F09") ?? new Uint8Array(0))).toBe("0030");
  });

  test("tries the terminal's own list where the card has no directory", () => {
    const { result, said } = select(NO_DIRECTORY);
    expect(result).toBe(DEBIT);
    expect(said).toBe(
      `A4 1PAY, A4 ${DEBIT}, A4 ${DEBIT} next, A4 ${CREDIT}, A4 ${QUASI}, A4 ${DEBIT}`,
    );
  });

  test("tries the list too where the directory names nothing of ours", () => {
    expect(select(directory(record(["A000000003101001", 1]))).said).toContain(`A4 ${DEBIT}`);
  });

  test.each([
    [
      "the issuer's first choice",
      [
        [CREDIT, 2],
        [DEBIT, 1],
      ],
      DEBIT,
    ],
    [
      "one with a choice before one without",
      [
        [DEBIT, 0],
        [QUASI, 15],
        [CREDIT, 3],
      ],
      CREDIT,
    ],
    [
      "the first of two alike",
      [
        [QUASI, 1],
        [CREDIT, 1],
      ],
      QUASI,
    ],
    [
      "bits beside the priority mean nothing to it",
      [
        [CREDIT, 0x82],
        [DEBIT, 0x01],
      ],
      DEBIT,
    ],
  ] as const)("takes %s", (_name, entries, expected) => {
    expect(select(directory(record(...entries))).result).toBe(expected);
  });

  test("entries may stand in several records", () => {
    expect(select(directory(record([CREDIT, 2]), record([DEBIT, 1]))).result).toBe(DEBIT);
  });

  test("a candidate that is blocked gives way to the next", () => {
    const two = directory(record([DEBIT, 1], [CREDIT, 2]));
    const blocked: Instead = (command) => (toHex(command.data) === DEBIT ? "6283" : two(command));
    expect(select(blocked).result).toBe(CREDIT);
  });

  test("a longer name on the card matches in part, and only where that is allowed", () => {
    const long = directory(record([`${DEBIT}01`, 1]));
    expect(select(long).result).toBe(DEBIT);
    const exact = CONFIG.applications.map(
      (application): TerminalApplication => ({ ...application, match: "exact" }),
    );
    expect(select(long, exact).said).toContain(`A4 ${CREDIT}`);
  });

  test.each([
    ["a blocked card", () => "6A81", "blocked"],
    ["a card that knows nothing of ours", () => "6A82", "no-application"],
    ["a silent card", () => "mute", "mute"],
    [
      "a directory that is no data",
      (command) => (command.ins === 0xb2 ? "709000" : undefined),
      DEBIT,
    ],
  ] as const satisfies readonly (readonly [string, Instead, string])[])(
    "%s",
    (_name, instead, expected) => {
      expect(select(instead).result).toBe(expected);
    },
  );

  test.each([
    ["by the directory", [undefined, undefined, undefined]],
    ["by the terminal's own list", ["6A82"]],
  ])("an only application that is blocked, found %s, is not taken for none", (_name, before) => {
    const answers: (string | undefined)[] = [...before];
    const blocked: Instead = ({ data }) => {
      if (answers.length > 0) return answers.shift();
      return toHex(data) === DEBIT ? `${object("6F", object("84", DEBIT))}6283` : "6A82";
    };
    expect(select(blocked).result).toBe("blocked");
  });

  test("a longer name is found by occurrence, blocked ones passed over", () => {
    const answers = [
      "6A82",
      `${object("6F", object("84", `${DEBIT}01`))}6283`,
      `${object("6F", object("84", `${DEBIT}02`))}9000`,
      `${object("6F", object("84", `${DEBIT}03`))}9000`,
      "6A82",
      "6A82",
      "6A82",
    ];
    const found = select(() => answers.shift() ?? `${object("6F", object("84", DEBIT))}9000`);
    expect(found.said).toBe(
      `A4 1PAY, A4 ${DEBIT}, A4 ${DEBIT} next, A4 ${DEBIT} next, A4 ${DEBIT} next, ` +
        `A4 ${CREDIT}, A4 ${QUASI}, A4 ${DEBIT}02`,
    );
  });

  describe("asks the cardholder", () => {
    /** What was offered each time, and what came of it. */
    function asked(instead: Instead, ...answers: readonly (number | undefined)[]) {
      const offered: string[] = [];
      const queue = [...answers];
      function* choose(offers: readonly Offer[]) {
        yield* [];
        offered.push(
          offers
            .map(
              ({ aid, priority, mustConfirm }) =>
                `${aid.slice(-1)}:${priority}${mustConfirm ? "!" : ""}`,
            )
            .join(" "),
        );
        return queue.shift();
      }
      const { result } = select(instead, undefined, choose);
      return `${offered.join(" / ")} -> ${result}`;
    }

    const gone =
      (aid: string, other: Instead): Instead =>
      (command) =>
        toHex(command.data) === aid ? "6283" : other(command);
    const two = directory(record([CREDIT, 2], [DEBIT, 1]));

    test.each([
      ["which of two", two, [1], `1:1 2:2 -> ${CREDIT}`],
      ["not about an only one", directory(record([DEBIT, 1])), [], ` -> ${DEBIT}`],
      [
        "once about one that the card names twice",
        directory(record([DEBIT, 1], [CREDIT, 2], [DEBIT, 3])),
        [0],
        `1:1 2:2 -> ${DEBIT}`,
      ],
      [
        "about an only one that must be confirmed",
        directory(record([DEBIT, 0x81])),
        [0],
        `1:1! -> ${DEBIT}`,
      ],
      ["and nothing is wanted", two, [undefined], "1:1 2:2 -> cancelled"],
      ["and the answer is none of them", two, [2], "1:1 2:2 -> cancelled"],
      ["not again where but one is left", gone(CREDIT, two), [1], `1:1 2:2 -> ${DEBIT}`],
      [
        "again where two are left",
        gone(QUASI, directory(record([CREDIT, 2], [DEBIT, 1], [QUASI, 3]))),
        [2, 1],
        `1:1 2:2 3:3 / 1:1 2:2 -> ${CREDIT}`,
      ],
    ] as const)("%s", (_name, instead, answers, expected) => {
      expect(asked(instead, ...answers)).toBe(expected);
    });

    test("with the name that its issuer prefers, where it is in our letters", () => {
      const entry = (table: string): string =>
        object(
          "61",
          `${object("4F", DEBIT)}${object("50", "4C")}870181${object("9F11", table)}${object("9F12", "50")}`,
        );
      const offered: Offer[] = [];
      function* choose(offers: readonly Offer[]) {
        yield* [];
        offered.push(...offers);
        return 0;
      }
      for (const table of ["01", "02"]) {
        select(directory(`${object("70", entry(table))}9000`), undefined, choose);
      }
      const offer = { aid: DEBIT, label: "L", priority: 1, mustConfirm: true };
      expect(offered).toEqual([{ ...offer, preferredName: "P" }, offer]);
    });
  });

  test("one that must be confirmed is not taken where nobody can be asked", () => {
    expect(select(directory(record([DEBIT, 0x81]))).result).toBe("no-application");
  });

  test("a directory that never ends is left after sixteen records", () => {
    const { said } = select(directory(...Array.from({ length: 99 }, () => record([DEBIT, 1]))));
    expect(said.split(", ").filter((command) => command.startsWith("B2")).length).toBe(16);
  });
});
