/** Where a part's own origin stands on the stage, and how large it is drawn. */
export type Spot = { readonly x: number; readonly y: number; readonly scale: number };

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type StageName = "1366" | "1024" | "650";

/**
 * One design stage. Every number is in stage units of the whole scene, 768 high; `crop` of them
 * are cut from its top, so what lies over the canvas stands `crop` higher.
 */
export type Stage = {
  readonly name: StageName;
  readonly width: number;
  readonly height: number;
  readonly crop: number;
  /** Which background and counter drawings it uses. */
  readonly art: "1366" | "1024";
  /** Which set of arm drawings fits the height of the customer above the ledge. */
  readonly arms: { readonly name: "wide" | "low"; readonly ledge: number };
  readonly customer: Spot;
  readonly queue: readonly Spot[];
  readonly belt: { readonly right: number; readonly top: number; readonly bottom: number };
  /** A few goods stand at ease in these spots, the first one scanned last. */
  readonly goodsAtEase: readonly Spot[];
  /** More goods stand in two rows, back row first. */
  readonly goodsInRows: readonly Spot[];
  readonly scanner: Spot;
  readonly tote: Spot;
  readonly printer: Spot;
  readonly terminal: Spot;
  readonly card: Spot;
  /** Where two torn slips lie, and how far to the left more of them reach. */
  readonly slips: readonly [Spot, Spot];
  readonly slipsFrom: number;
  readonly till: Box;
  readonly keyDeck: Spot & { readonly width: number };
  readonly phone: Spot;
  readonly display: Spot;
  readonly drawer: Spot;
};

/** The height of the whole scene, and of the wooden ledge the customer stands behind. */
export const SCENE_HEIGHT = 768;
export const LEDGE_Y = 432;

const WIDE: Stage = {
  name: "1366",
  width: 1366,
  height: 768,
  crop: 0,
  art: "1366",
  arms: { name: "wide", ledge: 175 },
  customer: { x: 566, y: 236, scale: 1.12 },
  queue: spots([700, 246, 0.74], [792, 252, 0.66], [862, 256, 0.6]),
  belt: { right: 286, top: 520, bottom: 618 },
  goodsAtEase: spots([232, 592, 0.9], [150, 586, 0.9], [56, 590, 0.92]),
  goodsInRows: spots(
    [262, 606, 0.72],
    [190, 606, 0.72],
    [118, 606, 0.72],
    [46, 606, 0.72],
    [236, 556, 0.64],
    [168, 556, 0.64],
    [100, 556, 0.64],
    [32, 556, 0.64],
  ),
  scanner: { x: 228, y: 336, scale: 0.9 },
  tote: { x: 398, y: 436, scale: 0.9 },
  printer: { x: 298, y: 596, scale: 1 },
  terminal: { x: 646, y: 372, scale: 1 },
  card: { x: 518, y: 568, scale: 0.76 },
  slips: [
    { x: 70, y: 664, scale: 0.56 },
    { x: 182, y: 668, scale: 0.56 },
  ],
  slipsFrom: 12,
  till: { x: 872, y: 76, width: 476, height: 520 },
  keyDeck: { x: 880, y: 644, scale: 1, width: 270 },
  phone: { x: 1166, y: 618, scale: 0.92 },
  display: { x: 678, y: 288, scale: 1 },
  drawer: { x: 876, y: 728, scale: 1 },
};

const NARROW: Stage = {
  ...WIDE,
  name: "1024",
  width: 1024,
  art: "1024",
  customer: { x: 330, y: 240, scale: 1.06 },
  queue: spots([456, 250, 0.7], [540, 256, 0.62], [604, 260, 0.56]),
  belt: { right: 104, top: 506, bottom: 612 },
  goodsAtEase: spots([72, 582, 0.82], [6, 572, 0.8]),
  goodsInRows: spots(
    [104, 602, 0.58],
    [64, 602, 0.58],
    [24, 602, 0.58],
    [88, 552, 0.5],
    [50, 552, 0.5],
    [12, 552, 0.5],
  ),
  scanner: { x: 60, y: 356, scale: 0.8 },
  tote: { x: 196, y: 438, scale: 0.8 },
  printer: { x: 128, y: 602, scale: 0.94 },
  terminal: { x: 424, y: 372, scale: 1 },
  card: { x: 302, y: 572, scale: 0.72 },
  slips: [
    { x: 6, y: 664, scale: 0.44 },
    { x: 48, y: 672, scale: 0.44 },
  ],
  slipsFrom: 4,
  till: { x: 644, y: 76, width: 366, height: 520 },
  keyDeck: { x: 650, y: 644, scale: 1, width: 214 },
  phone: { x: 868, y: 634, scale: 0.76 },
  display: { x: 452, y: 288, scale: 1 },
  drawer: { x: 646, y: 736, scale: 0.8 },
};

const LOW: Stage = {
  ...WIDE,
  name: "650",
  height: 650,
  crop: 118,
  arms: { name: "low", ledge: 146 },
  customer: { x: 560, y: 292, scale: 0.96 },
  queue: spots([692, 274, 0.66], [776, 278, 0.6], [842, 282, 0.54]),
  till: { x: 872, y: 176, width: 476, height: 420 },
  keyDeck: { x: 880, y: 648, scale: 1, width: 270 },
  phone: { x: 1166, y: 612, scale: 0.92 },
};

export const STAGES: Readonly<Record<StageName, Stage>> = {
  "1366": WIDE,
  "1024": NARROW,
  "650": LOW,
};

/** Chosen: from this aspect on the wide stage is used, and below this height its low variant. */
const WIDE_ASPECT = 1.5;
const LOW_HEIGHT = 720;

/**
 * A stage laid into a window: scaled as one piece, centred, its top at the window's top. What is
 * left of the window at the sides and below is filled with more wall, more window, more counter.
 */
export type Fit = {
  readonly stage: Stage;
  readonly scale: number;
  /** Window pixels left of the stage. */
  readonly left: number;
};

/** Chooses the stage for a window of `width` by `height` CSS pixels and lays it in. */
export function fitStage(width: number, height: number): Fit {
  const stage = STAGES[pickStage(width, height)];
  const scale = Math.min(width / stage.width, height / stage.height);
  return { stage, scale, left: (width - stage.width * scale) / 2 };
}

function pickStage(width: number, height: number): StageName {
  if (width / height < WIDE_ASPECT) return "1024";
  return height < LOW_HEIGHT ? "650" : "1366";
}

function spots(...triples: readonly (readonly [number, number, number])[]): readonly Spot[] {
  return triples.map(([x, y, scale]) => ({ x, y, scale }));
}
