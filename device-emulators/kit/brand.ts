declare const brand: unique symbol;

/** A `T` that only its own parser can make, so that no other `T` is taken for it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
