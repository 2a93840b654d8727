import { useEffect, useState } from "preact/hooks";
import { CounterPage } from "./counter-page.tsx";
import { DebriefPage } from "./debrief-page.tsx";
import { HomePage } from "./home-page.tsx";
import { PracticePage } from "./practice-page.tsx";
import { parseRoute, type Route } from "./route.ts";

/** The trainer: whatever page the address names. */
export function App() {
  const route = useRoute();
  switch (route.page) {
    case "home":
      return <HomePage />;
    case "practice":
      return <PracticePage />;
    case "counter":
      return <CounterPage key={route.session} session={route.session} />;
    case "debrief":
      return <DebriefPage key={route.session} session={route.session} />;
  }
}

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}
