import { usePlace } from "../session/place.ts";
import { judge } from "../session/words-and-verdicts.ts";
import { words } from "../text/language.ts";
import { FIELDS, type Judged } from "./fields.ts";
import { Icon } from "./icon.tsx";

/** What the cashier finds of a thing: all agrees, or the field that does not. */
export function PlainVerdicts({ thing }: { readonly thing: Judged }) {
  const place = usePlace();
  const { inspect } = words();
  return (
    <fieldset class="verdicts" aria-label={inspect.ask}>
      <button type="button" class="bt" onClick={() => judge(thing, "matches", place)}>
        <Icon name="check" />
        {inspect.matches}
      </button>
      <span>{inspect.wrong}</span>
      {FIELDS[thing].map((field) => (
        <button key={field} type="button" class="lk" onClick={() => judge(thing, field, place)}>
          <Icon name="x" />
          {inspect.fields[field]}
        </button>
      ))}
    </fieldset>
  );
}
