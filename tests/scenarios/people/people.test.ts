import { expect, test } from "vitest";
import { PEOPLE } from "../../../scenarios/people/people.ts";

test.each(Object.entries(PEOPLE))(
  "%s is somebody who can be called and who speaks",
  (face, person) => {
    expect(person.face).toBe(face);
    expect(person.address).toMatch(/\{(surname|given)\}/);
    for (const text of [person.about, person.arrival, person.greeting]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/^[A-Z]/);
    }
    expect([person.age < 18, person.age >= 65]).toEqual([
      person.kind === "child",
      person.kind === "elder",
    ]);
  },
);
