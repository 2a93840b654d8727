import { describe, expect, test } from "vitest";
import { sha1 } from "../../../../../device-emulators/crypto/hash.ts";
import { fromHex, toHex } from "../../../../../device-emulators/kit/bytes.ts";
import type { DownloadOptions } from "../../../../../sim-server/core/bank/downloads.ts";
import { TEST_CA_KEYS } from "../../../../../sim-server/core/emv/ca-keys.ts";
import { JOBS } from "../../../../kit/jobs.ts";
import { journalFacts, journalRecords } from "../../../../kit/journal-reading.ts";
import { TROUBLES } from "../../../../kit/line-trouble.ts";
import { type Aftermath, DOWNLOADS, workShift } from "../../../../kit/shift.ts";
import { buildRig, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

/** A terminal whose bank has these to fetch, with the administrator logged on. */
function administered(downloads: DownloadOptions, options: RigOptions = {}): Rig {
  const rig = buildRig({ bank: (plain) => ({ ...plain, downloads }), ...options });
  rig.terminal.start();
  rig.until("operator");
  rig.answer("99", "00000000");
  rig.until("administration-menu", "idle");
  if (rig.terminal.screen().screen === "idle") rig.press("enter");
  return rig;
}

const asked = (rig: Rig): readonly string[] =>
  rig.host.requests.map(({ fields }) => fields[60]?.slice(8, 11) ?? "");

const caKey = (index: number) => ({
  rid: "A000000333",
  index: index.toString(16).toUpperCase().padStart(2, "0"),
  expiry: "20301231",
  modulus: "C1".repeat(64),
  exponent: "03",
});

describe("parameters", () => {
  const PARAMETERS = { manualEntry: true, responseSeconds: 45 };

  test("are fetched, and said to be", () => {
    const rig = administered({ parameters: PARAMETERS });
    rig.press("2");
    rig.until("message");
    expect(rig.body()).toEqual(["参数下载成功"]);
    expect(asked(rig)).toEqual(["360"]);
  });

  test("are worked by from then on, and after the power was off", () => {
    const first = administered({ parameters: PARAMETERS });
    first.press("2");
    first.until("message");
    const rig = buildRig({ flash: first.flash });
    rig.openShop();
    rig.key("500");
    rig.press("enter");
    rig.until("insert-card");
    rig.press("6");
    rig.until("pan");
  });

  test("a line that is dead leaves everything as it was", () => {
    const rig = administered({ parameters: PARAMETERS }, { dials: () => false });
    rig.press("2");
    rig.until("message");
    expect(rig.body()).toEqual(["参数下载失败", "联接失败"]);
    expect(journalFacts(rig.flash).parameters).toBe("");
  });
});

describe("keys of certification authorities", () => {
  test("one list, each key, and the end", () => {
    const rig = administered({ keys: [caKey(1), caKey(2)] });
    rig.press("4");
    rig.until("message");
    expect(rig.body()).toEqual(["公钥下载成功", "2项"]);
    expect(asked(rig)).toEqual(["372", "370", "370", "371"]);
  });

  test("a list that does not fit one answer is asked for until it ends", () => {
    const rig = administered({ keys: Array.from({ length: 12 }, (_, at) => caKey(at + 1)) });
    rig.press("4");
    rig.until("message");
    expect(rig.body()).toEqual(["公钥下载成功", "12项"]);
    expect(asked(rig).filter((code) => code === "372")).toHaveLength(2);
  });

  test("nothing to fetch is no failure", () => {
    const rig = administered({});
    rig.press("4");
    rig.until("message");
    expect(rig.body()).toEqual(["公钥下载成功", "0项"]);
  });

  test("what is stored is the key whole, with its check", () => {
    const rig = administered({ keys: [caKey(1)] });
    rig.press("4");
    rig.until("message");
    const [stored = ""] = journalFacts(rig.flash).caKeys;
    const { rid, index, modulus, exponent } = caKey(1);
    expect(stored).toContain(toHex(sha1(fromHex(rid + index + modulus + exponent))));
  });
});

describe("applications", () => {
  const [key] = TEST_CA_KEYS;

  test("a floor limit that was fetched is worked by", () => {
    const values = { DF12: "D84004F800", DF13: "0010000000", DF01: "01", "9F1B": "00002710" };
    const rig = administered({
      keys: key === undefined ? [] : [key],
      applications: [{ aid: "A000000333010101", values }],
    });
    rig.press("5");
    rig.until("message");
    expect(rig.body()).toEqual(["IC参数下载成功", "1项"]);
    expect(asked(rig)).toEqual(["382", "380", "381"]);
    const [stored = ""] = journalFacts(rig.flash).applications;
    expect(stored).toContain("9F1B0400002710");
  });
});

const ROWS = [
  ["download of CA keys", "ca-key", DOWNLOADS.keys?.length],
  ["download of applications", "application", DOWNLOADS.applications?.length],
] as const;

/** What was fetched, as the journal keeps it. */
function fetched({ rig }: Aftermath, kind: "ca-key" | "application"): readonly string[] {
  return journalRecords(rig.flash).flatMap((record) =>
    record.kind === kind ? [record.values] : [],
  );
}

describe.each(ROWS)("a %s", (name, kind, count) => {
  const [job] = JOBS.filter((one) => one.name === name);
  if (job === undefined) throw new Error(`nobody does a ${name}`);

  test("fetches each one, and each once", () => {
    const all = fetched(workShift(job), kind);
    expect([all.length, new Set(all).size]).toEqual([count, count]);
  });

  test.each(TROUBLES)("never keeps one in the place of another: $name", (trouble) => {
    const all = fetched(workShift(job, { line: [{ mti: "0800", trouble, times: 1 }] }), kind);
    expect(new Set(all).size).toBe(all.length);
  });
});
