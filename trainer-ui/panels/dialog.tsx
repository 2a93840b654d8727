import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const FOCUSABLE = "button:not([disabled]), input:not([disabled]), a[href], [tabindex='0']";

/**
 * Something that lies over the rest until it is answered or put away. Focus goes in, stays in, and
 * returns to where it was.
 */
export function Dialog({ label, className, style, children, onKeyDown }: DialogProps) {
  const box = useRef<HTMLElement>(null);
  // Before the next key can come: a key that goes nowhere is a step lost.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const first = box.current?.querySelector<HTMLElement>("[data-first]") ?? box.current;
    first?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={box}
      class={className}
      style={style ?? {}}
      role="dialog"
      aria-modal="true"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Tab") keepWithin(event, box.current);
        onKeyDown?.(event);
      }}
    >
      {children}
    </section>
  );
}

type DialogProps = {
  readonly label: string;
  readonly className: string;
  readonly style?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

function keepWithin(event: KeyboardEvent, box: HTMLElement | null): void {
  const stops = [...(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
  const first = stops[0];
  const last = stops.at(-1);
  if (first === undefined || last === undefined) return;
  const active = document.activeElement;
  const leaving = event.shiftKey ? active === first || active === box : active === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
