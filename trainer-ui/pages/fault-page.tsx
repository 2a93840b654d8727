import type { RefusalMessage } from "../../sim-server/contract/index.ts";
import { uiPicture } from "../panels/pictures.ts";
import { language, words } from "../text/language.ts";
import { faultOf } from "./fault-of.ts";
import { go } from "./route.ts";

/** What went wrong instead of a page, and one button that mends it. */
export function FaultPage({ status, refusal, retry, session }: FaultPageProps) {
  const { faults } = words();
  const fault = faultOf(status, refusal, faults, language.value);
  const doIt = (): void => {
    switch (fault.button) {
      case "retry":
        retry();
        break;
      case "home":
        go({ page: "home" });
        break;
      case "reload":
        location.reload();
        break;
      case "lesson":
        go(session === undefined ? { page: "home" } : { page: "counter", session });
        break;
    }
  };
  const label = {
    retry: faults.retry,
    home: faults.home,
    reload: faults.reload,
    lesson: faults.goBack,
  }[fault.button];
  return (
    <main class="fault-page">
      <img src={uiPicture("logo")} alt="" width={40} height={40} />
      <div role="alert">
        <h1>{fault.title}</h1>
        <p>{fault.remedy}</p>
      </div>
      <button type="button" class="btn y" onClick={doIt}>
        {label}
      </button>
      {fault.button !== "home" && (
        <button type="button" class="btn" onClick={() => go({ page: "home" })}>
          {faults.home}
        </button>
      )}
    </main>
  );
}

type FaultPageProps = {
  readonly status: number;
  readonly refusal: RefusalMessage;
  readonly retry: () => void;
  readonly session?: string;
};
