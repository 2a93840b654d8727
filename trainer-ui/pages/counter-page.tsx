import { useEffect, useState } from "preact/hooks";
import { followKeys } from "../keys/follow-keys.ts";
import { watchModality } from "../keys/modality.ts";
import { PlainCounter } from "../panels/plain-view.tsx";
import { ReadOut } from "../panels/scene-log.tsx";
import { PicturedCounter } from "../panels/stage.tsx";
import { joinCounter } from "../session/client.ts";
import { type Place, PlaceContext, takePlace } from "../session/place.ts";
import { plain } from "../session/settings.ts";
import { followWithSound } from "../sound/follow.ts";
import { words } from "../text/language.ts";
import { FaultPage } from "./fault-page.tsx";

/** A session's counter: pictured or plain, joined for as long as the page is open. */
export function CounterPage({ session }: { readonly session: string }) {
  const [attempt, setAttempt] = useState(0);
  const place = usePlaceAt(session, attempt);
  if (place === undefined) return <p class="loading">{words().loading}</p>;
  const { opened, refusal, link } = place.store;
  if (opened.value === undefined) {
    // Refused before anything was shown: there is no counter to stand at.
    if (refusal.value === undefined) {
      return (
        <p class="loading" role="status">
          {words().link.connecting}
        </p>
      );
    }
    const status = refusal.value.code === "server" && link.value === "connecting" ? 0 : 400;
    return (
      <FaultPage
        status={status}
        refusal={refusal.value}
        session={session}
        retry={() => setAttempt(attempt + 1)}
      />
    );
  }
  return (
    <PlaceContext.Provider value={place}>
      {plain.value ? <PlainCounter /> : <PicturedCounter />}
      <ReadOut />
    </PlaceContext.Provider>
  );
}

function usePlaceAt(session: string, attempt: number): Place | undefined {
  const [place, setPlace] = useState<Place | undefined>(undefined);
  useEffect(() => {
    const client = joinCounter(session);
    const modality = watchModality(document);
    const taken = takePlace(session, client, modality.now);
    const stopKeys = followKeys(taken);
    const stopSound = followWithSound(client.store);
    setPlace(taken);
    return () => {
      stopSound();
      stopKeys();
      modality.stop();
      client.close();
    };
  }, [session, attempt]);
  return place;
}
