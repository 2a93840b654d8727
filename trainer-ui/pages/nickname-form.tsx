import { useState } from "preact/hooks";
import { nickname as nicknameRule } from "../../sim-server/contract/index.ts";
import { uiPicture } from "../panels/pictures.ts";
import { enterAs } from "../session/api.ts";
import { inWords, switchLanguage, words } from "../text/language.ts";

const NICKNAME_MAX = 16;

/** Asks for a nickname, and for nothing else. */
export function NicknameForm({ entered }: { readonly entered: () => void }) {
  const { home, language, brand } = words();
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const enter = async (event: Event): Promise<void> => {
    event.preventDefault();
    const parsed = nicknameRule.safeParse(name);
    if (!parsed.success) return setWrong(home.nicknameWrong);
    const answer = await enterAs(parsed.data);
    if (answer.ok) return entered();
    setWrong(
      answer.refusal.code === "malformed" ? home.nicknameWrong : inWords(answer.refusal.what),
    );
  };
  return (
    <main class="entry">
      <form class="pp" onSubmit={(event) => void enter(event)}>
        <div class="logo">
          <img src={uiPicture("logo")} alt="" width={36} height={36} />
          {brand}
          <button type="button" class="lang" aria-label={language.other} onClick={switchLanguage}>
            {language.toggle}
          </button>
        </div>
        <h1>{home.hello}</h1>
        <p>{home.about}</p>
        <label for="nickname">{home.nickname}</label>
        <input
          id="nickname"
          value={name}
          maxLength={NICKNAME_MAX}
          autocomplete="nickname"
          aria-describedby={wrong === undefined ? "nickname-hint" : "nickname-wrong"}
          aria-invalid={wrong !== undefined}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setWrong(undefined);
          }}
        />
        {wrong === undefined ? (
          <small id="nickname-hint">{home.nicknameHint}</small>
        ) : (
          <small id="nickname-wrong" class="wrong" role="alert">
            {wrong}
          </small>
        )}
        <button type="submit" class="btn y">
          {home.enter}
        </button>
      </form>
    </main>
  );
}
