import { usePlace } from "../session/place.ts";
import { groupDigits } from "../text/figures.ts";
import { words } from "../text/language.ts";
import { cardPicture } from "./pictures.ts";

/** Digits of a card number that fit in its full size; longer ones stand closer. */
const NUMBER_DIGITS = 16;

/** The plastic from near: everything on it comes from the card itself. */
export function CardFace() {
  const { seen } = usePlace();
  const { inspect } = words();
  const { card } = seen;
  const face = card?.face;
  if (card === undefined || face === undefined) return <p class="hint">{inspect.notSeen}</p>;
  return (
    <>
      <div class="plastic" aria-hidden="true">
        <img src={cardPicture(card.art)} alt="" />
        {face.bankMark && <img src={cardPicture("mark")} alt="" />}
        {face.damaged && <img src={cardPicture("crack")} alt="" />}
        <b class="bank">{face.bank}</b>
        <b class={face.number.length > NUMBER_DIGITS ? "number long" : "number"}>
          {groupDigits(face.number)}
        </b>
        <span class="expiry">
          {inspect.expiry} {face.expiry}
        </span>
        <span class="holder">{face.holder}</span>
        {face.sample && <strong class="sample">{inspect.sampleMark}</strong>}
      </div>
      <dl class="facts">
        <div>
          <dt>{inspect.bank}</dt>
          <dd lang="zh-CN">{face.bank}</dd>
        </div>
        <div>
          <dt>{inspect.bankMark}</dt>
          <dd>{face.bankMark ? inspect.present : inspect.absent}</dd>
        </div>
        <div>
          <dt>{inspect.number}</dt>
          <dd>{groupDigits(face.number)}</dd>
        </div>
        <div>
          <dt>{inspect.expiry}</dt>
          <dd>{face.expiry}</dd>
        </div>
        <div>
          <dt>{inspect.holder}</dt>
          <dd lang="zh-CN">{face.holder}</dd>
        </div>
        {face.sample && <div class="only">{inspect.sampleMark}</div>}
        <div>
          <dt>{inspect.fields.broken}</dt>
          <dd>{face.damaged ? inspect.damaged : inspect.sound}</dd>
        </div>
      </dl>
    </>
  );
}
