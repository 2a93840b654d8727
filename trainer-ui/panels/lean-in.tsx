import { type LookedAt, usePlace } from "../session/place.ts";
import { judge } from "../session/words-and-verdicts.ts";
import { words } from "../text/language.ts";
import { CardFace } from "./card-face.tsx";
import { type Copy, slipAtHand } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { FIELDS, type Judged } from "./fields.ts";
import { Icon, Key } from "./icon.tsx";
import { Paper } from "./paper.tsx";
import { DueBox } from "./terminal-lean-in.tsx";

const LABELS = {
  card: "card",
  "cardholder-copy": "cardholder",
  "merchant-copy": "merchant",
} as const satisfies Partial<Record<LookedAt, string>>;

/** A slip or the card from near, beside what it must agree with, and what the cashier finds. */
export function LeanIn({ thing }: { readonly thing: LookedAt }) {
  const place = usePlace();
  const { inspect } = words();
  if (thing === "other-copy") return <OtherPaper />;
  const matches = (): void => judge(thing, "matches", place);
  return (
    <>
      <div class="abs scrim" />
      <Dialog
        label={inspect[LABELS[thing]]}
        className="lean-in"
        onKeyDown={(event) => {
          const onButton = event.target instanceof HTMLButtonElement;
          if (event.code !== "Space" || event.repeat || onButton) return;
          event.preventDefault();
          matches();
        }}
      >
        {thing === "card" ? (
          <CardSide />
        ) : (
          <SlipSide copy={thing === "merchant-copy" ? "merchant" : "cardholder"} />
        )}
        <div class="abs cmp">
          <DueBox />
          {thing !== "card" && <CardLine />}
          <p>
            {inspect.today} {place.seen.clock?.date} {place.seen.clock?.time}
          </p>
          <Verdicts thing={thing} matches={matches} />
        </div>
      </Dialog>
    </>
  );
}

function CardSide() {
  const { inspect } = words();
  return (
    <div class="abs bigcard">
      <h3>
        <Icon name="card" size={18} />
        {inspect.theCard} <small>{inspect.wholeNumber}</small>
      </h3>
      <CardFace />
    </div>
  );
}

/** What agrees with nothing at the till, such as a settlement: it is read, and leant back from. */
function OtherPaper() {
  const place = usePlace();
  const { things, back } = words();
  return (
    <>
      <div class="abs scrim" />
      <Dialog label={things.copies.other} className="lean-in">
        <SlipSide copy="other" />
        <div class="abs cmp">
          <h3>{things.copies.other}</h3>
          <fieldset class="ask">
            <button type="button" class="y" data-first onClick={place.shut}>
              {back} <Key>Esc</Key>
            </button>
          </fieldset>
        </div>
      </Dialog>
    </>
  );
}

function SlipSide({ copy }: { readonly copy: Copy }) {
  const { seen } = usePlace();
  const slip = slipAtHand(seen, copy);
  return (
    <div class="abs bigslip">
      <Paper lines={slip?.lines ?? []} />
    </div>
  );
}

function CardLine() {
  const { seen } = usePlace();
  const { inspect, things, marks } = words();
  if (seen.card === undefined || seen.card.tail === "") return null;
  return (
    <p>
      {inspect.theCard}
      {marks.colon}
      {things.cardTail(seen.card.tail)}
    </p>
  );
}

type VerdictsProps = { readonly thing: Judged; readonly matches: () => void };

function Verdicts({ thing, matches }: VerdictsProps) {
  const place = usePlace();
  const { inspect, back, help } = words();
  return (
    <>
      <p class="question" id="verdict">
        {inspect.ask}
      </p>
      <fieldset class="ask" aria-labelledby="verdict">
        <button type="button" class="y" onClick={matches}>
          <Icon name="check" size={22} weight={2.8} />
          {inspect.matches} <Key>{help.keys.space}</Key>
        </button>
        <button type="button" class="quiet" onClick={place.shut}>
          {back} <Key>Esc</Key>
        </button>
      </fieldset>
      <p class="question small" id="which">
        {inspect.wrong}
      </p>
      <fieldset class="ask wrong" aria-labelledby="which">
        {FIELDS[thing].map((field, at) => (
          <button key={field} type="button" class="n" onClick={() => judge(thing, field, place)}>
            <Icon name="x" size={18} weight={2.8} />
            {inspect.fields[field]} <Key>{at + 1}</Key>
          </button>
        ))}
      </fieldset>
    </>
  );
}
