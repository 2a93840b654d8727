import type { WireView } from "../../sim-server/contract/index.ts";
import { usePlace } from "../session/place.ts";
import { formatMinor } from "../text/figures.ts";
import { words } from "../text/language.ts";
import { Icon, type IconName } from "./icon.tsx";
import { goodPicture } from "./pictures.ts";
import { tillStatus } from "./till-status.ts";

type Till = WireView["till"];

const EMPTY: Till = { lines: [], totalMinor: 0, status: "ready", changeMinor: 0 };

/** The till's screen: what is being sold, what it comes to, and how it is paid. */
export function TillFrame() {
  const { seen, store } = usePlace();
  const till = seen.till ?? EMPTY;
  const { till: say } = words();
  const pieces = till.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <section class="till" aria-label={say.title}>
      <div class="tb">
        <b>{say.shop}</b>
        <span>{say.number}</span>
        <span class="who">{say.cashier(store.opened.value?.cashier ?? "")}</span>
        <span class="sp tr">{say.training}</span>
        <span class="row gap6">
          <Icon name="net" size={14} />
          <span class="who">{say.online}</span>
        </span>
        <span>{seen.clock?.time ?? ""}</span>
      </div>
      <StatusLine till={till} />
      <div class="sw">
        <Basket till={till} />
      </div>
      <div class="tot">
        <div>
          <small>{say.pieces}</small>
          <b>{pieces}</b>
        </div>
        {till.status === "paid" && (
          <div>
            <small>{say.change}</small>
            <b>{formatMinor(till.changeMinor)}</b>
          </div>
        )}
        <div class="sum">
          <small>{say.due}</small>
          <b>
            <i>¥</i>
            {formatMinor(till.totalMinor)}
          </b>
        </div>
      </div>
      <Tender till={till} />
    </section>
  );
}

function StatusLine({ till }: { readonly till: Till }) {
  const { seen } = usePlace();
  const left = seen.goods?.items.filter(({ place }) => place === "belt").length ?? 0;
  const { text, aside, bad } = tillStatus(till, left, words().till);
  const icon: IconName = bad ? "warn" : till.status === "paying" ? "card" : "check";
  return (
    <div class={bad ? "st bad" : "st"} role="status">
      <Icon name={icon} size={16} />
      <span>{text}</span>
      {aside !== undefined && <span class="aside">{aside}</span>}
    </div>
  );
}

function Basket({ till }: { readonly till: Till }) {
  const { till: say } = words();
  return (
    <table>
      <thead>
        <tr>
          <td />
          <th scope="col">{say.name}</th>
          <th scope="col">{say.quantity}</th>
          <th scope="col" class="price">
            {say.price}
          </th>
          <th scope="col">{say.sum}</th>
        </tr>
      </thead>
      <tbody>
        {till.lines.map((line) => (
          <tr key={line.code} ref={intoSight}>
            <td aria-hidden="true">
              <img src={goodPicture(line.art)} alt="" width={26} height={26} />
            </td>
            <td lang="zh-CN">{line.name}</td>
            <td>{line.quantity}</td>
            <td class="price">{formatMinor(line.priceMinor)}</td>
            <td>{formatMinor(line.totalMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A row that has just come is scrolled to. */
function intoSight(row: HTMLTableRowElement | null): void {
  row?.scrollIntoView({ block: "nearest" });
}

function Tender({ till }: { readonly till: Till }) {
  const { act } = usePlace();
  const { till: say } = words();
  const failed = till.status === "failed";
  return (
    <fieldset class="pay" aria-label={say.tender}>
      {failed && (
        <h4>
          {say.otherTender}
          <small>{say.sameDue}</small>
        </h4>
      )}
      <button
        type="button"
        class={tenderClass(till, "card")}
        aria-pressed={till.means === "card"}
        onClick={() => act({ type: "tender", means: "card" })}
      >
        <span class="k" aria-hidden="true">
          Q
        </span>
        {failed && till.result?.responseCode && (
          <span class="code">{till.result.responseCode}</span>
        )}
        <Icon name="card" size={20} />
        {failed ? say.otherCard : say.card}
      </button>
      <button
        type="button"
        class={tenderClass(till, "cash")}
        aria-pressed={till.means === "cash"}
        onClick={() => act({ type: "tender", means: "cash" })}
      >
        <span class="k" aria-hidden="true">
          R
        </span>
        <Icon name="cash" size={20} />
        {say.cash}
      </button>
    </fieldset>
  );
}

function tenderClass(till: Till, means: "card" | "cash"): string {
  if (till.status === "failed") return means === "card" ? "fail" : "";
  return till.means === means ? "on" : "off";
}
