import { useEffect } from "preact/hooks";
import { go } from "../pages/route.ts";
import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";

/** Chosen: time to hear the customer's goodbye and to read one line. */
const SHOWN_MS = 3000;

/** The lesson is over: its debrief comes by itself, or at once when asked for. */
export function EndedPanel() {
  const { session } = usePlace();
  const { ended } = words();
  const see = (): void => go({ page: "debrief", session });
  useEffect(() => {
    const timer = setTimeout(see, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [session]);
  return (
    <Dialog label={ended.title} className="abs paused ended">
      <h2>{ended.title}</h2>
      <button type="button" class="btn y" data-first onClick={see}>
        {ended.see}
      </button>
    </Dialog>
  );
}
