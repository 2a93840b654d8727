import { render } from "preact";
import { App } from "./pages/app.tsx";
import { followSettings } from "./session/settings.ts";
import { followLanguage } from "./text/language.ts";

const root = document.getElementById("app");
if (root !== null) {
  followLanguage(document.documentElement);
  followSettings(document.documentElement);
  render(<App />, root);
}
