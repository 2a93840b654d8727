import { usePlace } from "../session/place.ts";
import { say as sayPhrase } from "../session/words-and-verdicts.ts";
import { LANG, language, words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Key } from "./icon.tsx";
import { PHRASE_GROUPS, phrasesIn } from "./phrases.ts";

const GROUP_KEYS = ["Q", "W", "E", "R"];

/** What can be said, a group at a time. The list is the same in every lesson. */
export function TalkPanel() {
  const place = usePlace();
  const { phrases, close } = words();
  const open = place.talkGroup.value;
  return (
    <Dialog label={phrases.title} className="abs call talk">
      <div class="ch">
        <b>{phrases.title}</b>
        <small>{phrases.hint}</small>
        <button type="button" class="ib" aria-label={`${close} Esc`} onClick={place.shut}>
          <Icon name="x" size={18} />
        </button>
      </div>
      <fieldset class="groups" aria-label={phrases.title}>
        {PHRASE_GROUPS.map((_, group) => (
          <button
            key={GROUP_KEYS[group]}
            type="button"
            aria-pressed={group === open}
            class={group === open ? "on" : ""}
            onClick={() => {
              place.talkGroup.value = group;
            }}
          >
            {phrases.groups[group]} <Key>{GROUP_KEYS[group]}</Key>
          </button>
        ))}
      </fieldset>
      <ol class="opt" lang={LANG[language.value]}>
        {phrasesIn(open).map((phrase, at) => (
          <li key={phrase}>
            <button type="button" data-phrase={phrase} onClick={() => sayPhrase(phrase, place)}>
              <Key>{at + 1}</Key>
              <span>{phrases.lines[phrase]}</span>
            </button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
