import { expect, test } from "vitest";
import type { CardApplication } from "../../../../device-emulators/devices/card/card-profile.ts";
import { stepCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import { longestAnswerBytes } from "../../../../device-emulators/devices/card/longest-answer.ts";
import { PERSONAS } from "../../../../device-emulators/devices/card/personas.ts";
import { applicationsOf } from "../../../../device-emulators/devices/card/records.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { card, cardOf, powered } from "../../../kit/cards.ts";

test.each(Object.entries(PERSONAS))("no record of the %s card is longer", (_name, persona) => {
  const { chip } = card(persona);
  const records = applicationsOf(chip).flatMap(({ application }) =>
    [...application.files.values()].flat(),
  );
  expect(records.length).toBeGreaterThan(2);
  expect(longestAnswerBytes(chip)).toBeGreaterThanOrEqual(
    Math.max(...records.map(({ length }) => length)),
  );
});

const CDOL_1 = "0000000086400000000000000156000000000001562506180012345678";

test.each<[CardApplication["offlineAuthentication"], readonly string[]]>([
  ["none", [`80AE80001D${CDOL_1}00`]],
  ["dda", ["00880000041234567800", `80AE80001D${CDOL_1}00`]],
  ["cda", ["00880000041234567800", `80AE90001D${CDOL_1}00`]],
])("nothing that a %s card signs is longer", (offlineAuthentication, commands) => {
  let state = powered(cardOf({ offlineAuthentication }));
  const lengths: number[] = [];
  for (const command of ["00A4040008A00000033301010100", "80A800000683040156015600", ...commands]) {
    const step = stepCard(state, { type: "command", bytes: fromHex(command) }, 0);
    state = step.state;
    lengths.push(step.effects[0]?.bytes.length ?? 0);
  }
  expect(Math.min(...lengths)).toBeGreaterThan(2);
  expect(longestAnswerBytes(state.chip)).toBeGreaterThanOrEqual(Math.max(...lengths));
});
