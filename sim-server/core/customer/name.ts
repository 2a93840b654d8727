import type { Faker } from "@faker-js/faker";
import { faker } from "@faker-js/faker/locale/zh_CN";
import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Person } from "../../../scenarios/people/people.ts";

/** What the cashier calls this person; the names in it come from `chance` and from nothing else. */
export function drawName(person: Person, chance: Chance): string {
  const names = fakerOver(chance);
  return person.address
    .replace("{surname}", () => names.person.lastName(person.sex))
    .replace("{given}", () => names.person.firstName(person.sex));
}

/** The locale's module holds only a faker with a randomizer of its own, but its class is public. */
function fakerOver(chance: Chance): Faker {
  const Class = faker.constructor as typeof Faker;
  return new Class({
    locale: faker.rawDefinitions,
    randomizer: { next: () => chance.next() / 0x1_0000_0000, seed: () => undefined },
  });
}
