/**
 * The part of npm `sm-crypto` that `blocks.ts` uses; the package has no types of its own. The path to
 * the cipher's file is written out, so that the package's elliptic curves are not loaded with it.
 */
declare module "sm-crypto/src/sm4/index.js" {
  type Options = { readonly padding: "none"; readonly output: "array" };

  const sm4: {
    /** Takes whole blocks, each on its own; an array of bytes is needed on both sides. */
    encrypt(data: ArrayLike<number>, key: ArrayLike<number>, options: Options): number[];
    decrypt(data: ArrayLike<number>, key: ArrayLike<number>, options: Options): number[];
  };
  export = sm4;
}
