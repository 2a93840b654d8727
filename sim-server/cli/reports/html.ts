import type { PlayedCase } from "./case.ts";
import { escapeMarkup } from "./markup.ts";

/** One page to read: what passed, what did not and why, and where every point went. */
export function htmlReport(cases: readonly PlayedCase[]): string {
  const failed = cases.filter(({ passed }) => !passed).length;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tillyard: ${cases.length - failed} passed, ${failed} failed</title>
<style>
  body { font: 16px/1.45 system-ui, sans-serif; color: #12302c; background: #eff6f1; margin: 2rem; }
  table { border-collapse: collapse; background: #fffffb; }
  th, td { padding: .4rem .8rem; border-bottom: 1px solid #d5e0da; text-align: left; vertical-align: top; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; }
  .failed { color: #b23520; font-weight: 700; }
  code { font-size: 13px; }
</style>
<h1>${cases.length - failed} passed, ${failed} failed</h1>
<table>
<tr><th>lesson<th>answer<th>result<th>score<th>points lost<th>world time<th>seed<th>trace</tr>
${cases.map(row).join("\n")}
</table>
</html>
`;
}

function row(played: PlayedCase): string {
  const lost = played.losses.map(({ rule, points }) => `${rule} −${points}`).join("<br>");
  const result = played.passed
    ? "passed"
    : `<span class="failed">failed</span><br>${played.complaints.map(escapeMarkup).join("<br>")}`;
  return `<tr><td>${escapeMarkup(played.lesson)}<td>${escapeMarkup(played.answer)}<td>${result}<td class="number">${played.scored ? played.total : ""}<td>${lost}<td class="number">${(played.worldMs / 1000).toFixed(1)} s<td class="number">${played.seed}<td><code>${played.traceHash}</code></tr>`;
}
