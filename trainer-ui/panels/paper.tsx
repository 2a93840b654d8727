import type { WireView } from "../../sim-server/contract/index.ts";

type Line = WireView["printer"]["rising"][number];

/** Paper as the printer left it: its lines in its type, nothing of our own. */
export function Paper({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <div class="paper" lang="zh-CN">
      {lines.map((line, at) => (
        <PaperLine key={at} line={line} />
      ))}
    </div>
  );
}

function PaperLine({ line }: { readonly line: Line }) {
  switch (line.kind) {
    case "rule":
      return <hr />;
    case "raster":
      return <p class="raster" aria-hidden="true" />;
    case "cut":
      return <p class="cut" aria-hidden="true" />;
    case "text":
      return (
        <p class={line.align}>
          {line.runs.map((run, at) => (
            <span key={at} class={runClass(run)}>
              {run.text}
            </span>
          ))}
        </p>
      );
  }
}

function runClass(run: Line["runs"][number]): string {
  return [run.bold ? "bold" : "", run.size === 2 ? "tall" : "", run.inverse ? "inv" : ""]
    .filter((name) => name !== "")
    .join(" ");
}

/** The text of paper, a line each; for the log and the comparison. */
export function paperText(lines: readonly Line[]): string[] {
  return lines.map((line) => line.runs.map(({ text }) => text).join(""));
}
