// What the pages of control ports share. Everything shown is put there as text, never as markup.

const RETRY_MS = 2_000;
const LANGUAGE_KEY = "tillyard-language";

export const byId = (id) => document.getElementById(id);

export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== "") made.className = className;
  return made;
}

/** The language, kept from visit to visit; `?lang=en` decides where it is given. */
function chosenLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wish = asked ?? localStorage.getItem(LANGUAGE_KEY) ?? navigator.language;
  return wish.startsWith("zh") ? "zh" : "en";
}

/**
 * A page in two languages that asks its own port.
 *
 * @param texts what it says, by language and key; `live`, `lost`, `denied`, `title` among them
 */
export function createPage(texts) {
  const state = { language: chosenLanguage(), token: "" };
  const changed = [];
  const say = (key) => texts[state.language][key];

  const translate = () => {
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    document.title = say("title");
    for (const each of document.querySelectorAll("[data-text]")) {
      each.textContent = say(each.dataset.text);
    }
    for (const each of document.querySelectorAll("[data-label]")) {
      each.setAttribute("aria-label", say(each.dataset.label));
    }
  };

  const ask = async (path, options = {}) => {
    const authorization = state.token === "" ? {} : { Authorization: `Bearer ${state.token}` };
    const headers = { ...authorization, ...options.headers };
    const response = await fetch(path, { ...options, headers });
    if (response.status === 401) {
      byId("token-form").hidden = false;
      throw new Error(say("denied"));
    }
    if (!response.ok) throw new Error((await response.json()).error);
    return response;
  };

  byId("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    localStorage.setItem(LANGUAGE_KEY, state.language);
    translate();
    for (const call of changed) call();
  });
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    state.token = byId("token").value;
    byId("token-form").hidden = true;
  });

  return {
    say,
    ask,
    translate,
    language: () => state.language,
    onLanguage: (call) => changed.push(call),
    ...createStatus(say),
    /** Sends JSON; without a body, as JSON nevertheless. */
    send: (method, path, body) =>
      ask(path, {
        method,
        headers: { "Content-Type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

function createStatus(say) {
  return {
    /** How the connection is; it follows the language. */
    status: (key) => {
      byId("status").dataset.text = key;
      byId("status").textContent = say(key);
    },
    /** A sentence of the server's, which is English. */
    tell: (error) => {
      delete byId("status").dataset.text;
      byId("status").textContent = error.message;
    },
  };
}

/**
 * Follows a feed for as long as the page is open, by fetch and not by EventSource, which cannot send a
 * token.
 *
 * @param hear called with each event, and `opened` whenever the feed begins anew
 */
export async function followFeed(page, path, { opened, hear }) {
  for (;;) {
    try {
      await followOnce(page, path, { opened, hear });
      page.status("lost");
    } catch (error) {
      page.tell(error);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function followOnce(page, path, { opened, hear }) {
  const response = await page.ask(path, { headers: { Accept: "text/event-stream" } });
  page.status("live");
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (held + value).split("\n\n");
    held = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (data !== undefined) hear(JSON.parse(data.slice(6)));
    }
  }
}
