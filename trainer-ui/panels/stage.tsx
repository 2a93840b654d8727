import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { FocusKey } from "../counter/picture.ts";
import { type Fit, fitStage } from "../counter/stage.ts";
import { stageRects } from "../counter/stage-rects.ts";
import { usePlace } from "../session/place.ts";
import { CustomerTag, QueueTag, SpeechBubble } from "./customer-tag.tsx";
import { DrawerNotice } from "./drawer-notice.tsx";
import { Hud } from "./hud.tsx";
import { KeyDeck } from "./key-deck.tsx";
import { Overlay } from "./overlay.tsx";
import { Scene } from "./scene.tsx";
import { at, SpotButtons } from "./spot-buttons.tsx";
import { StepsSlip } from "./steps-slip.tsx";
import { LcdMirror } from "./terminal-lcd.tsx";
import { TillFrame } from "./till-frame.tsx";

/** The pictured counter: the scene, and over it everything that is read, typed or chosen. */
export function PicturedCounter() {
  const place = usePlace();
  const fit = useFit();
  const focus = useSignal<FocusKey | undefined>(undefined);
  const { stage } = fit;
  const rects = stageRects(stage);
  const show = (key: FocusKey | undefined): void => {
    focus.value = key;
  };
  const covered = place.panel.value.kind !== "none" || place.store.paused.value;
  return (
    <div class="counter-page">
      <Scene focus={focus} />
      <main
        class={`stage on-${stage.name}`}
        style={{
          width: `${stage.width}px`,
          height: `${stage.height}px`,
          left: `${fit.left}px`,
          transform: `scale(${fit.scale})`,
        }}
      >
        <div inert={covered}>
          <StepsSlip />
          <SpotButtons stage={stage} part="goods" onFocus={show} />
          <div class="abs at-till" style={at(rects.tillScreen)}>
            <TillFrame />
          </div>
          <div
            class="abs at-deck"
            style={{ left: `${rects.keyDeck.x}px`, top: `${rects.keyDeck.y}px` }}
          >
            <KeyDeck />
          </div>
          <SpotButtons stage={stage} part="rest" onFocus={show} />
          <CustomerTag />
          <QueueTag />
          <SpeechBubble />
          <DrawerNotice />
          <Hud />
        </div>
        <LcdMirror />
        <Overlay stage={stage} />
      </main>
    </div>
  );
}

/** How the stage lies in the window, as the window changes. */
function useFit(): Fit {
  const [fit, setFit] = useState(() => fitStage(innerWidth, innerHeight));
  useEffect(() => {
    const follow = (): void => setFit(fitStage(innerWidth, innerHeight));
    addEventListener("resize", follow);
    return () => removeEventListener("resize", follow);
  }, []);
  return fit;
}
