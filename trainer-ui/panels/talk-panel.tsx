import { usePlace } from "../session/place.ts";
import {
  askFor,
  asksForMeans,
  openGroup,
  say as sayPhrase,
} from "../session/words-and-verdicts.ts";
import { inWords, LANG, language, words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Key } from "./icon.tsx";
import { PHRASE_GROUPS, phrasesIn } from "./phrases.ts";

const GROUP_KEYS = ["Q", "W", "E", "R", "T"];

/** What can be said, a group at a time. The list is the same in every lesson. */
export function TalkPanel() {
  const place = usePlace();
  const { phrases, close } = words();
  const told = place.seen.customer?.carries !== undefined;
  const groups = [
    ...phrases.groups.slice(0, PHRASE_GROUPS.length),
    ...(told ? [phrases.means] : []),
  ];
  return (
    <Dialog label={phrases.title} className="abs call talk">
      <div class="ch">
        <b>{phrases.title}</b>
        <small>{told ? phrases.hintWithMeans : phrases.hint}</small>
        <button type="button" class="ib" aria-label={`${close} Esc`} onClick={place.shut}>
          <Icon name="x" size={18} />
        </button>
      </div>
      <fieldset class="groups" aria-label={phrases.title}>
        {groups.map((name, group) => (
          <button
            key={GROUP_KEYS[group]}
            type="button"
            aria-pressed={group === place.talkGroup.value}
            class={group === place.talkGroup.value ? "on" : ""}
            onClick={() => openGroup(group, place)}
          >
            {name} <Key>{GROUP_KEYS[group]}</Key>
          </button>
        ))}
      </fieldset>
      {asksForMeans(place) ? <Means /> : <Phrases />}
    </Dialog>
  );
}

function Phrases() {
  const place = usePlace();
  const { phrases } = words();
  return (
    <ol class="opt" lang={LANG[language.value]}>
      {phrasesIn(place.talkGroup.value).map((phrase, at) => (
        <li key={phrase}>
          <button type="button" data-phrase={phrase} onClick={() => sayPhrase(phrase, place)}>
            <Key>{at + 1}</Key>
            <span>{phrases.lines[phrase]}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What she says she can pay with, to be asked for by its name. */
function Means() {
  const place = usePlace();
  return (
    <ol class="opt means" lang={LANG[language.value]}>
      {place.seen.customer?.carries?.map((means, at) => (
        <li key={means.id}>
          <button type="button" data-means={means.id} onClick={() => askFor(means.id, place)}>
            <Key>{at + 1}</Key>
            <span>{inWords(means)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
