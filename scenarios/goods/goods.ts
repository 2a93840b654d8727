import type { Text } from "../format/scenario.ts";

/** Something the shop sells, as its till knows it and its shelf shows it. */
export type Good = {
  /** How lessons name it. */
  readonly id: string;
  /** EAN-13 with its check digit. Prefix 20 never leaves a shop, so no real product has this code. */
  readonly code: string;
  readonly name: Text;
  /** The picture: `svg/goods/<art>.svg` of the look. */
  readonly art: string;
  readonly priceMinor: number;
};

/**
 * All that the shop sells. Prices are invented.
 *
 * @source GS1 General Specifications, table of prefixes: 20 to 29 circulate within one company
 */
export const GOODS: readonly Good[] = [
  {
    id: "milk",
    code: "2004170001018",
    name: { zh: "鲜牛奶 950ml", en: "Fresh milk 950 ml" },
    art: "milk",
    priceMinor: 1280,
  },
  {
    id: "eggs",
    code: "2004170002022",
    name: { zh: "散养鸡蛋 10枚", en: "Free-range eggs 10" },
    art: "eggs",
    priceMinor: 1560,
  },
  {
    id: "soy",
    code: "2004170003036",
    name: { zh: "头道生抽 500ml", en: "Light soy 500 ml" },
    art: "soy",
    priceMinor: 990,
  },
  {
    id: "apple",
    code: "2004170004040",
    name: { zh: "红富士苹果 1.1kg", en: "Fuji apples 1.1 kg" },
    art: "apple",
    priceMinor: 1320,
  },
  {
    id: "tissue",
    code: "2004170005054",
    name: { zh: "软抽纸 3包", en: "Soft tissues ×3" },
    art: "tissue",
    priceMinor: 1690,
  },
  {
    id: "soda",
    code: "2004170006068",
    name: { zh: "橘子汽水 330ml", en: "Orange soda 330 ml" },
    art: "soda",
    priceMinor: 400,
  },
  {
    id: "banana",
    code: "2004170007072",
    name: { zh: "香蕉 0.9kg", en: "Bananas 0.9 kg" },
    art: "banana",
    priceMinor: 760,
  },
  {
    id: "cookie",
    code: "2004170008086",
    name: { zh: "海盐苏打饼 400g", en: "Sea-salt crackers 400 g" },
    art: "cookie",
    priceMinor: 680,
  },
  {
    id: "rice",
    code: "2004170009090",
    name: { zh: "东北大米 2.5kg", en: "Northeast rice 2.5 kg" },
    art: "rice",
    priceMinor: 2480,
  },
  {
    id: "detergent",
    code: "2004170010102",
    name: { zh: "草本洗衣液 2L", en: "Herbal detergent 2 l" },
    art: "detergent",
    priceMinor: 2990,
  },
  {
    id: "noodle",
    code: "2004170011116",
    name: { zh: "葱油杯面 90g", en: "Scallion cup noodles 90 g" },
    art: "noodle",
    priceMinor: 550,
  },
  {
    id: "toast",
    code: "2004170012120",
    name: { zh: "牛奶吐司 400g", en: "Milk toast 400 g" },
    art: "toast",
    priceMinor: 1100,
  },
];
