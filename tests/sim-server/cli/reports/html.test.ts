import { expect, test } from "vitest";
import { htmlReport } from "../../../../sim-server/cli/reports/html.ts";
import { FAILED, PASSED } from "../../../kit/played-cases.ts";

test("the page counts, names every answer, and says where points went", () => {
  const page = htmlReport([PASSED, FAILED]);
  expect(page).toContain("<h1>1 passed, 1 failed</h1>");
  expect(page).toContain("<td>first-sale<td>right<td>passed");
  expect(page).toContain("asked-for-pin −410");
  expect(page).toContain('<span class="failed">failed</span><br>lost 3 &lt; 4<br>and more');
});

test("what a lesson is called is never taken for markup", () => {
  expect(htmlReport([FAILED])).toContain("<td>&lt;b&gt; &amp; &quot;c&quot;<td>");
});
