/**
 * The part of npm `des.js` that `blocks.ts` uses; the package has no types of its own. The path to
 * its main file is written out, as a name that ends in `.js` is taken for a file by some tools.
 */
declare module "des.js/lib/des.js" {
  type Options = {
    readonly type: "encrypt" | "decrypt";
    readonly key: ArrayLike<number>;
    readonly padding: false;
  };

  export class DES {
    static create(options: Options): DES;
    /** Gives out whole blocks at once when encrypting; holds the last one back when decrypting. */
    update(data: ArrayLike<number>): number[];
    /** `update`, then the block held back. */
    final(data: ArrayLike<number>): number[];
  }
}
