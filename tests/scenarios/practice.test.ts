import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { ENTRY_WAYS } from "../../scenarios/format/scenario.ts";
import { playAnswer } from "../../sim-server/core/training/play.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";

const FILES = loadLessons(["scenarios/practice"]);

describe.each(FILES.map(({ file, scenario }) => [basename(file), scenario] as const))(
  "%s",
  (file, scenario) => {
    test("is practice: no steps, no score, no clock, and a customer who stays", () => {
      expect(file).toBe(`${scenario.lesson}-${scenario.id}.yaml`);
      const { kind, coaching, customer } = scenario;
      expect({ kind, coaching, stays: customer.stays }).toEqual({
        kind: "practice",
        coaching: { steps: false, score: false, clock: false, patience: false },
        stays: true,
      });
    });

    test("lets everything in, and names all that can be asked for, in both languages", () => {
      const { terminal, customer, cards, codes } = scenario;
      expect(new Set(terminal.ways)).toEqual(new Set(ENTRY_WAYS));
      // Digits from 1 to 9 choose among them.
      expect(customer.wallet.length).toBeLessThanOrEqual(9);
      for (const id of customer.wallet) {
        const { name } = [...cards, ...codes].find((each) => each.id === id) ?? {};
        expect(name?.zh).toMatch(/\p{Script=Han}/u);
        expect(name?.en).toMatch(/^[ -~]+$/);
      }
    });

    test("can be played as its answer says, and the customer is still there", () => {
      const { right: answer } = scenario.answers;
      const { stuck, ended } = playAnswer({ scenario, answer, seed: 1 });
      expect([stuck, ended]).toEqual([undefined, false]);
    });
  },
);
