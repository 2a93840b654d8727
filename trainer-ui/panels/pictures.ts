const heads = import.meta.glob<string>("../assets/svg/people/head/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});
const goods = import.meta.glob<string>("../assets/svg/goods/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});
const cards = import.meta.glob<string>("../assets/svg/card/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});
const shops = import.meta.glob<string>("../assets/svg/street/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});
const ui = import.meta.glob<string>("../assets/svg/ui/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});
const phones = import.meta.glob<string>("../assets/svg/phone/*.svg", {
  eager: true,
  import: "default",
  query: "?url",
});

/** The address of a head in a mood. */
export const headPicture = (face: string, mood: string): string | undefined =>
  heads[`../assets/svg/people/head/${face}-${mood}.svg`];

/** The address of a piece of goods. */
export const goodPicture = (art: string): string | undefined =>
  goods[`../assets/svg/goods/${art}.svg`];

/** The address of the plastic of a card, or of a mark that lies over it. */
export const cardPicture = (art: string): string | undefined =>
  cards[`../assets/svg/card/card-${art}.svg`];

/** The address of a part of the street. */
export const streetPicture = (part: string): string | undefined =>
  shops[`../assets/svg/street/${part}.svg`];

/** The address of a small drawing of the pages. */
export const uiPicture = (name: string): string | undefined => ui[`../assets/svg/ui/${name}.svg`];

/** The address of a drawing of the phone or of whom it reaches. */
export const phonePicture = (name: string): string | undefined =>
  phones[`../assets/svg/phone/${name}.svg`];
