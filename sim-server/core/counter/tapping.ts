import type { CodeBook } from "../customer/phone-codes.ts";
import type { Emit } from "../trace-events.ts";
import type { Rig } from "./rig.ts";
import type { Scene } from "./scene.ts";

/** Holds a card or a phone to the reader; what is the customer's own stays in her hand. */
export function tapCard(
  { scene, devices, faults }: Pick<Rig, "scene" | "devices" | "faults">,
  emit: Emit,
  { card, by }: { readonly card: string; readonly by: "cashier" | "customer" },
): void {
  if (by === "customer") {
    // It is in play from now on, and yet was never given to the cashier: nothing is told of a move.
    scene.lastCard = card;
    scene.desk = { ...scene.desk, card: { id: card, place: "customer", way: "chip-first" } };
  }
  emit("card.tapped", { card, tail: scene.tails.get(card) ?? "", by });
  devices.slot.tap([card]);
  faults.tapped();
}

/** The customer holds her phone out, with a card or a payment code on its screen. */
export function showPhone(scene: Scene, emit: Emit, codes: CodeBook, id: string): void {
  const code = codes.has(id);
  if (code) codes.open(id);
  scene.desk = { ...scene.desk, mobile: { id, shows: code ? "code" : "card" } };
  emit("card.offered", { card: id, tail: scene.tails.get(id) ?? "" });
}
