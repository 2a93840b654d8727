import { expect, test, vi } from "vitest";
import type { CounterClient } from "../../../trainer-ui/session/client.ts";
import { takePlace } from "../../../trainer-ui/session/place.ts";
import { createCounterStore } from "../../../trainer-ui/session/store.ts";

function standAt() {
  const act = vi.fn<CounterClient["act"]>();
  const store = createCounterStore(() => 0);
  const client = { store, act, takeBack: () => undefined, close: () => undefined };
  return { act, place: takePlace("s", client, () => "keys") };
}

test("a key of the terminal that may be a scanner's is seen down, and sent only when it is a person's", () => {
  const { act, place } = standAt();
  place.echo("5");
  expect(place.pressed.value).toBe("5");
  place.echo(undefined);
  expect(place.pressed.value).toBeUndefined();
  expect(act).not.toHaveBeenCalled();
  place.echo("5");
  place.terminalKey("5");
  place.echo(undefined);
  expect(place.pressed.value).toBe("5");
  expect(act).toHaveBeenCalledTimes(1);
});

test("what was meant before it was known counts from then", () => {
  const { act, place } = standAt();
  place.lately(performance.now() - 30, () => place.act({ type: "remove" }));
  expect(act.mock.calls[0]?.[2]).toBeGreaterThanOrEqual(30);
  place.act({ type: "remove" });
  expect(act.mock.calls[1]?.[2]).toBe(0);
});
