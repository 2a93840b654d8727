import type { Composer } from "./composer.ts";
import type { Layout } from "./layout.ts";
import type { PrinterModel } from "./models.ts";
import type { PageItem } from "./paper.ts";

/** A page being composed (ESC L): what is set takes its place here until FF prints all of it. */
export type Page = {
  readonly leftDots: number;
  readonly topDots: number;
  readonly widthDots: number;
  readonly heightDots: number;
  /** ESC T: where the area's text begins, counted counter-clockwise from the top left. */
  readonly direction: 0 | 1 | 2 | 3;
  /** Where the bottom of the next line stands, along the text's own way down. */
  readonly bottomDots: number;
  /** How far down the page its areas reach. */
  readonly lengthDots: number;
  readonly items: readonly PageItem[];
  /** What standard mode goes back to. */
  readonly standard: Layout;
};

/** Chosen: what does not fit is not printed. */
const PAGE_ITEMS_MAX = 4_096;
/** How long a page is until ESC W says otherwise. @source ESC/POS, ESC W, TM-T88V: 1662/360 inch */
const PAGE_DOTS = 831;

const TURNS = [0, 270, 180, 90] as const;

/** Goes to page mode; what was set and not printed is lost. */
export function enterPage(composer: Composer, model: PrinterModel): void {
  const standard = composer.page?.standard ?? composer.layout;
  composer.page = {
    ...{ leftDots: 0, topDots: 0, widthDots: model.widthDots, heightDots: PAGE_DOTS },
    direction: 0,
    bottomDots: 0,
    lengthDots: PAGE_DOTS,
    items: [],
    standard,
  };
  beginArea(composer, composer.page);
}

/** Goes back to standard mode, and forgets the page. */
export function leavePage(composer: Composer): void {
  if (composer.page === undefined) return;
  composer.layout = composer.page.standard;
  composer.page = undefined;
}

/** What is set next goes to this part of the page. @source ESC/POS, ESC W */
export function setPageArea(
  composer: Composer,
  model: PrinterModel,
  area: Pick<Page, "leftDots" | "topDots" | "widthDots" | "heightDots">,
): void {
  const { page } = composer;
  if (page === undefined) return;
  const widthDots = Math.min(area.widthDots, model.widthDots - area.leftDots);
  if (widthDots <= 0 || area.heightDots <= 0) return;
  const bottom = area.topDots + area.heightDots;
  const lengthDots = page.items.length === 0 ? bottom : Math.max(page.lengthDots, bottom);
  beginArea(composer, { ...page, ...area, widthDots, lengthDots });
}

/** The way the text of the area runs. @source ESC/POS, ESC T */
export function setPageDirection(composer: Composer, direction: Page["direction"]): void {
  if (composer.page !== undefined) beginArea(composer, { ...composer.page, direction });
}

function beginArea(composer: Composer, page: Page): void {
  const { fonts, unitDots, tabs } = composer.layout;
  const widthDots = page.direction % 2 === 0 ? page.widthDots : page.heightDots;
  composer.page = { ...page, bottomDots: fonts.a.heightDots };
  composer.layout = {
    ...page.standard,
    ...{ fonts, unitDots, tabs, widthDots, leftDots: 0, area: undefined, upsideDown: false },
  };
}

/** The next line's bottom stands here, along the text's own way down. @source ESC/POS, GS $ */
export function moveDown(composer: Composer, bottomDots: number): void {
  const { page } = composer;
  if (page === undefined || bottomDots < 0 || bottomDots > depthOf(page)) return;
  composer.page = { ...page, bottomDots };
}

/** The next line stands so much lower. */
export function feedPage(composer: Composer, dots: number): void {
  const { page } = composer;
  if (page === undefined) return;
  composer.page = { ...page, bottomDots: Math.min(page.bottomDots + dots, depthOf(page)) };
}

function depthOf(page: Page): number {
  return page.direction % 2 === 0 ? page.heightDots : page.widthDots;
}

/** Puts `line` on the page, its bottom where the present line's is. */
export function placeOnPage(composer: Composer, line: PageItem["line"]): void {
  const { page } = composer;
  if (page === undefined || page.items.length >= PAGE_ITEMS_MAX) return;
  const along = line.kind === "text" ? 0 : composer.usedDots;
  const down = page.bottomDots - line.dots;
  const item = { ...placeIn(page, along, down), turn: TURNS[page.direction], line };
  composer.page = { ...page, items: [...page.items, item] };
}

function placeIn(page: Page, along: number, down: number): Pick<PageItem, "xDots" | "yDots"> {
  const { leftDots, topDots, widthDots, heightDots } = page;
  switch (page.direction) {
    case 0:
      return { xDots: leftDots + along, yDots: topDots + down };
    case 1:
      return { xDots: leftDots + down, yDots: topDots + heightDots - along };
    case 2:
      return { xDots: leftDots + widthDots - along, yDots: topDots + heightDots - down };
    case 3:
      return { xDots: leftDots + widthDots - down, yDots: topDots + along };
  }
}

/** What is on the page as a piece of paper; the page stays. */
export function pageLine(page: Page, model: PrinterModel) {
  const { items, lengthDots } = page;
  return { kind: "page", widthDots: model.widthDots, items, dots: lengthDots } as const;
}

/** Takes everything off the page. */
export function clearPage(composer: Composer): void {
  if (composer.page !== undefined) composer.page = { ...composer.page, items: [] };
}
