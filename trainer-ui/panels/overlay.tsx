import type { Stage } from "../counter/stage.ts";
import { usePlace } from "../session/place.ts";
import { DisplayLeanIn } from "./customer-display.tsx";
import { EndedPanel } from "./ended-panel.tsx";
import { HelpPanel } from "./help-panel.tsx";
import { LeanIn } from "./lean-in.tsx";
import { LinkBanner, Toast } from "./notices.tsx";
import { PauseMenu } from "./pause-menu.tsx";
import { PhonePanel } from "./phone-panel.tsx";
import { SpotMenu } from "./spot-buttons.tsx";
import { TalkPanel } from "./talk-panel.tsx";
import { TerminalLeanIn } from "./terminal-lean-in.tsx";

/** What lies over the counter now, if anything, and the notices above all. */
export function Overlay({ stage }: { readonly stage: Stage }) {
  return (
    <>
      <OpenPanel stage={stage} />
      <LinkBanner />
      <Toast />
    </>
  );
}

function OpenPanel({ stage }: { readonly stage: Stage }) {
  const place = usePlace();
  if (place.seen.phase === "ended") return <EndedPanel />;
  const panel = place.panel.value;
  if (place.store.paused.value || panel.kind === "pause") return <PauseMenu />;
  switch (panel.kind) {
    case "none":
      return null;
    case "talk":
      return <TalkPanel />;
    case "phone":
      return <PhonePanel />;
    case "terminal":
      return <TerminalLeanIn />;
    case "display":
      return <DisplayLeanIn />;
    case "help":
      return <HelpPanel />;
    case "look":
      return <LeanIn key={panel.thing} thing={panel.thing} />;
    case "choose":
      return <SpotMenu key={panel.spot} spot={panel.spot} stage={stage} />;
  }
}
