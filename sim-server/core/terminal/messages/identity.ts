/** Who asks, and what he can do. */
export type Identity = {
  /** DE 41, eight characters, and DE 42, fifteen. */
  readonly terminalId: string;
  readonly merchantId: string;
  /** DE 60.4: the best that the terminal can read: stripe, contact chip, contactless chip. */
  readonly capability: "2" | "5" | "6";
  /** DE 60.6: whether less than was asked may be approved. */
  readonly partialApproval: boolean;
};
