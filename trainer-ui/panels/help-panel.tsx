import { keyList } from "../keys/key-list.ts";
import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";
import { Icon, Key } from "./icon.tsx";
import { QuickReference, useUntaught } from "./quick-reference.tsx";

/** Every key and what it does. */
export function HelpPanel() {
  const place = usePlace();
  const say = words();
  const untaught = useUntaught();
  return (
    <>
      <div class="abs scrim" />
      <Dialog label={say.help.title} className="abs helped">
        <h2>
          {say.help.title}
          <button
            type="button"
            class="ib"
            data-first
            aria-label={`${say.close} Esc`}
            onClick={place.shut}
          >
            <Icon name="x" size={18} />
          </button>
        </h2>
        <div class="columns">
          {keyList(say, place.store.opened.value?.lesson.ways).map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map(([key, does]) => (
                  <div key={key}>
                    <dt>
                      <Key>{key}</Key>
                      <span class="sr">{key}</span>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          {untaught && <QuickReference className="reference" />}
        </div>
      </Dialog>
    </>
  );
}
