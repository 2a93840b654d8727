import { usePlace } from "../session/place.ts";
import { words } from "../text/language.ts";
import { Key } from "./icon.tsx";

/** Whether nothing is taught here: then what the terminal takes and who may log on lies ready. */
export function useUntaught(): boolean {
  const kind = usePlace().store.opened.value?.lesson.kind;
  return kind === "practice" || kind === "qa";
}

/** Who may log on with what, and how menus are come by: what a cashier knows by heart. */
export function QuickReference({ className }: { readonly className: string }) {
  const { reference: say, help } = words();
  return (
    <section class={className} aria-label={say.title}>
      <h3>{say.title}</h3>
      <dl>
        {say.operators.map(([name, number, password]) => (
          <div key={number}>
            <dt>{name}</dt>
            <dd>
              {number} · {password}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <Key>{help.keys.enter}</Key> {say.menu}
      </p>
      <p>{say.changeOperator}</p>
      <p>{say.entry}</p>
    </section>
  );
}
