import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Key } from "./icon.tsx";

/** The drawer stands open: close it. */
export function DrawerNotice() {
  const place = usePlace();
  const { till, deeds } = words();
  if (place.seen.drawer?.open !== true) return null;
  return (
    <div class="abs drawer" role="status">
      {till.drawerOpen}
      <button type="button" class="btn" onClick={() => place.deed("close-drawer")}>
        {deeds["close-drawer"]} <Key>E</Key>
      </button>
    </div>
  );
}
