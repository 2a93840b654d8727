import { useEffect } from "preact/hooks";
import { usePlace } from "../session/place.ts";
import { inWords, words } from "../text/language.ts";

/** Chosen: time to read one calm sentence twice. */
const SHOWN_MS = 5000;

/** What did not work and what to do about it, for a moment. */
export function Toast() {
  const { store } = usePlace();
  const { refusals, close } = words();
  const { refusal, noEffect } = store;
  const shown = refusal.value ?? noEffect.value;
  const away = (): void => {
    refusal.value = undefined;
    noEffect.value = undefined;
  };
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(away, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const why = noEffect.value?.why ?? "";
  const sentence =
    refusal.value === undefined
      ? (refusals[why as keyof typeof refusals] ?? refusals.other)
      : inWords(refusal.value.what);
  return (
    <div class="abs toasts" role="status">
      {shown !== undefined && (
        <p class="toast">
          {sentence}
          <button type="button" aria-label={close} onClick={away}>
            ×
          </button>
        </p>
      )}
    </div>
  );
}

/** How the link to the server stands, when it does not stand well. */
export function LinkBanner() {
  const place = usePlace();
  const { link: say } = words();
  const { link, waiting } = place.store;
  switch (link.value) {
    case "open":
      return null;
    case "connecting":
      return (
        <p class="abs banner" role="status">
          {say.connecting}
        </p>
      );
    case "lost":
      return (
        <p class="abs banner warn" role="status">
          {say.lost}
          {waiting.value > 0 && <b>{say.waiting(waiting.value)}</b>}
        </p>
      );
    case "elsewhere":
      return (
        <p class="abs banner warn" role="alert">
          {say.elsewhere}
          <button type="button" class="btn" onClick={place.takeBack}>
            {say.here}
          </button>
        </p>
      );
  }
}
