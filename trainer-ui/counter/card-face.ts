import { type Drawing, drawing, isDrawing } from "./drawing.ts";
import type { CardPicture } from "./picture.ts";
import { coachFont } from "./voices.ts";

/** The plastic: 172 by 108 units, painted with two units of air around. */
export const CARD = { width: 172, height: 108, air: 2 } as const;

const PALE: Readonly<Record<string, string>> = { blue: "#DCE8F8", plum: "#F8DCE4" };
const PALE_GREEN = "#F6E7B8";

/** The drawings that this card's face is put together from. */
export function cardDrawings({ art, side, face }: CardPicture): readonly string[] {
  if (side === "back") return ["card/card-back"];
  const layers = [plastic(art)];
  if (face.mark) layers.push("card/card-mark");
  if (face.cracked) layers.push("card/card-crack");
  return layers;
}

/** Paints a card. What is printed on it is the card's own; its drawings are blank. */
export function paintCard(context: CanvasRenderingContext2D, card: CardPicture): void {
  context.translate(CARD.air, CARD.air);
  for (const name of cardDrawings(card)) paintDrawing(context, drawing(name));
  if (card.side === "back") return;
  const { bank, kind, number, expiry } = card.face;
  const pale = PALE[card.art] ?? PALE_GREEN;
  const write = (text: string, x: number, y: number, font: string, ink: string): void => {
    context.font = font;
    context.fillStyle = ink;
    context.fillText(text, x, y);
  };
  context.textAlign = "left";
  write(bank, 14, 23, coachFont(12.5, 700), "#FFFFFF");
  write(number, 14, 77, coachFont(12.6, 600), "#FFFFFF");
  write(expiry, 14, 95, coachFont(7.6, 500), pale);
  context.textAlign = "right";
  write(kind, 158, 22, coachFont(8.5, 500), pale);
}

function plastic(art: string): string {
  const name = `card/card-${art}`;
  return isDrawing(name) ? name : "card/card-qing";
}

function paintDrawing(context: CanvasRenderingContext2D, layer: Drawing): void {
  context.drawImage(layer.image, layer.x, layer.y, layer.width, layer.height);
}
