import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";

/** The keys of the till that do something, as they stand on its deck. */
const KEYS = [
  { key: "delete-line", label: "F3", tone: "y" },
  { key: "cancel-sale", label: "F4", tone: "r" },
] as const;

/** The till's own keys, beside its screen. */
export function KeyDeck() {
  const { act } = usePlace();
  const { till } = words();
  return (
    <fieldset class="deck" aria-label={till.deck}>
      {KEYS.map(({ key, label, tone }) => (
        <button
          key={key}
          type="button"
          class={tone}
          aria-keyshortcuts={label}
          onClick={() => act({ type: "key", device: "till", key })}
        >
          <small aria-hidden="true">{label}</small>
          {till.keys[key]}
        </button>
      ))}
    </fieldset>
  );
}
