import { batch } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { DEED_KEYS } from "./deed-keys.ts";
import { type DeedId, deedsAt, type Spot } from "./deeds.ts";
import { Key } from "./icon.tsx";
import { mobileName } from "./mobile-name.ts";

/** Everything hands can do now, in fieldsets in the order of the work. */
export function PlainDeeds() {
  const place = usePlace();
  const { plain, things, till, marks } = words();
  const card = place.seen.card;
  return (
    <div class="fieldsets">
      <fieldset>
        <legend>{plain.goods}</legend>
        <Goods />
        <Tender />
        <TillKeys />
        {place.seen.drawer?.open === true && <span>{till.drawerOpen}</span>}
        <Deeds spots={["drawer"]} />
      </fieldset>
      <fieldset>
        <legend>{plain.cardAndTerminal}</legend>
        <Deeds spots={["card", "reader", "mobile", "terminal", "slot", "pad"]} />
        <span class="where">
          {plain.cardIs}
          {marks.colon}
          <b>
            {things.cardPlaces[card?.place ?? "none"]}
            {card?.place === "held" ? `${marks.comma}${things.ways[card.way]}` : ""}
          </b>
        </span>
        <Mobile />
      </fieldset>
      <fieldset>
        <legend>{plain.slips}</legend>
        <Deeds spots={["printer", "cardholder-copy", "merchant-copy"]} />
      </fieldset>
      <fieldset>
        <legend>{plain.talkAndHelp}</legend>
        <TalkAndPhone />
      </fieldset>
    </div>
  );
}

/** The customer's phone in words, while she holds it out. */
function Mobile() {
  const { mobile } = usePlace().seen;
  const { things, marks } = words();
  const shown = mobileName(mobile, things);
  if (shown === undefined) return null;
  return (
    <span class="where">
      {things.mobile}
      {marks.colon}
      <b>{shown}</b>
    </span>
  );
}

function Goods() {
  const place = usePlace();
  const { things } = words();
  const belt = place.seen.goods?.items.filter(({ place: where }) => where === "belt") ?? [];
  return (
    <>
      {belt.map((good, at) => (
        <button
          key={good.id}
          type="button"
          class="lk"
          aria-label={things.goods(good.name)}
          onClick={() => place.act({ type: "scan", item: good.id })}
        >
          <span lang="zh-CN">{good.name}</span>
          {at === 0 && <SpaceKey />}
        </button>
      ))}
    </>
  );
}

function SpaceKey() {
  return <Key>{words().help.keys.space}</Key>;
}

function Tender() {
  const place = usePlace();
  const { till } = words();
  const means = place.seen.till?.means;
  return (
    <>
      <button
        type="button"
        class="lk"
        aria-pressed={means === "card"}
        onClick={() => place.act({ type: "tender", means: "card" })}
      >
        {till.card} <Key>Q</Key>
      </button>
      <button
        type="button"
        class="lk"
        aria-pressed={means === "cash"}
        onClick={() => place.act({ type: "tender", means: "cash" })}
      >
        {till.cash} <Key>R</Key>
      </button>
    </>
  );
}

function TillKeys() {
  const place = usePlace();
  const { till } = words();
  return (
    <>
      {(["delete-line", "cancel-sale"] as const).map((key, at) => (
        <button
          key={key}
          type="button"
          class="lk"
          onClick={() => place.act({ type: "key", device: "till", key })}
        >
          {till.keys[key]} <Key>F{at + 3}</Key>
        </button>
      ))}
    </>
  );
}

function Deeds({ spots }: { readonly spots: readonly Spot[] }): ComponentChildren {
  const place = usePlace();
  const { deeds } = words();
  const offered = [...new Set(spots.flatMap((spot) => deedsAt(spot, place.seen)))];
  return offered.map((deed) => (
    <button key={deed} type="button" class="lk" onClick={() => doPlainly(deed, place)}>
      {deeds[deed]}
      {DEED_KEYS[deed] !== undefined && <Key>{DEED_KEYS[deed]}</Key>}
    </button>
  ));
}

/** The plain view has what is looked at in its own place: nothing is laid over it. */
function doPlainly(deed: DeedId, place: ReturnType<typeof usePlace>): void {
  batch(() => {
    place.deed(deed);
    place.panel.value = { kind: "none" };
  });
}

function TalkAndPhone() {
  const place = usePlace();
  const { deeds } = words();
  return (
    <>
      <button type="button" class="lk" onClick={() => place.open({ kind: "talk" })}>
        {deeds.talk} <Key>S</Key>
      </button>
      <button type="button" class="lk" onClick={() => place.open({ kind: "phone" })}>
        {deeds.phone} <Key>P</Key>
      </button>
    </>
  );
}
