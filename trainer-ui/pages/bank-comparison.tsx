import type { Debrief } from "../../sim-server/contract/index.ts";
import { Icon } from "../panels/icon.tsx";
import { inWords, words } from "../text/language.ts";

/** What the slip says beside what the bank booked, line by line. */
export function BankComparison({ debrief }: { readonly debrief: Debrief }) {
  const { debrief: say } = words();
  const { comparison, slip } = debrief;
  const differ = comparison.filter(({ agrees }) => !agrees).length;
  return (
    <section class="pp ev" aria-label={say.compare}>
      <h2>
        {say.compare}
        {comparison.length > 0 && (
          <small class={differ === 0 ? "ok" : "bad"}>
            <Icon name={differ === 0 ? "check" : "x"} size={16} weight={2.8} />
            {differ === 0 ? say.allAgree : say.someDiffer(differ)}
          </small>
        )}
      </h2>
      {comparison.length === 0 ? (
        <p>{debrief.otherBank ? say.otherBank : say.noSlip}</p>
      ) : (
        <div class="bd">
          <pre class="paper small" lang="zh-CN">
            {slip.join("\n")}
          </pre>
          <table class="led">
            <thead>
              <tr>
                <th />
                <th scope="col">{say.onSlip}</th>
                <th scope="col">{say.atBank}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {comparison.map((row) => (
                <tr key={row.what.zh}>
                  <th scope="row">{inWords(row.what)}</th>
                  <td>{row.slip}</td>
                  <td>{row.bank}</td>
                  <td class={row.agrees ? "ok" : "bad"}>
                    <Icon name={row.agrees ? "check" : "x"} size={16} weight={2.8} />
                    <span class="sr">{row.agrees ? say.agrees : say.differs}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
