import { go } from "../pages/route.ts";
import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Dialog } from "./dialog.tsx";

/** The lesson is over: its debrief is one press away. */
export function EndedPanel() {
  const { session } = usePlace();
  const { ended } = words();
  return (
    <Dialog label={ended.title} className="abs paused">
      <h2>{ended.title}</h2>
      <button
        type="button"
        class="btn y"
        data-first
        onClick={() => go({ page: "debrief", session })}
      >
        {ended.see}
      </button>
    </Dialog>
  );
}
