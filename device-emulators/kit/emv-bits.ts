/** One bit of a data object: which byte of it, counted from 0, its mask, and what it says when set. */
export type NamedBit = {
  readonly byte: number;
  readonly mask: number;
  readonly en: string;
  readonly zh: string;
};

type Row = readonly [byte: number, mask: number, en: string, zh: string];

const bits = (...rows: readonly Row[]): readonly NamedBit[] =>
  rows.map(([byte, mask, en, zh]) => ({ byte, mask, en, zh }));

/** Terminal verification results (tag 95). @source EMV 4.4 Book 3, annex C5 */
export const TVR_BITS: readonly NamedBit[] = bits(
  [0, 0x80, "offline data authentication was not performed", "未进行脱机数据认证"],
  [0, 0x40, "SDA failed", "静态数据认证失败"],
  [0, 0x20, "ICC data missing", "IC卡数据缺失"],
  [0, 0x10, "card appears on the terminal exception file", "卡片出现在终端异常文件中"],
  [0, 0x08, "DDA failed", "动态数据认证失败"],
  [0, 0x04, "CDA failed", "复合动态数据认证失败"],
  [0, 0x02, "SDA selected", "选择了静态数据认证"],
  [0, 0x01, "XDA selected", "选择了扩展数据认证"],
  [1, 0x80, "ICC and terminal have different application versions", "IC卡和终端应用版本不一致"],
  [1, 0x40, "expired application", "应用已过期"],
  [1, 0x20, "application not yet effective", "应用尚未生效"],
  [1, 0x10, "requested service not allowed for card product", "卡片不允许所请求的服务"],
  [1, 0x08, "new card", "新卡"],
  [1, 0x02, "biometric performed and successful", "生物识别已进行并成功"],
  [1, 0x01, "biometric template format not supported", "不支持的生物识别模板格式"],
  [2, 0x80, "cardholder verification was not successful", "持卡人验证失败"],
  [2, 0x40, "unrecognised CVM", "未知的持卡人验证方法"],
  [2, 0x20, "PIN try limit exceeded", "密码重试次数超限"],
  [
    2,
    0x10,
    "PIN entry required, and PIN pad not present or not working",
    "要求输入密码,但密码键盘不存在或工作不正常",
  ],
  [
    2,
    0x08,
    "PIN entry required, PIN pad present, but PIN was not entered",
    "要求输入密码,密码键盘存在,但未输入密码",
  ],
  [2, 0x04, "online PIN entered", "输入联机密码"],
  [
    2,
    0x02,
    "biometric required, but capture device not working",
    "要求生物识别,但采集设备工作不正常",
  ],
  [2, 0x01, "biometric required, but subtype entry was bypassed", "要求生物识别,但跳过了子类型"],
  [3, 0x80, "transaction exceeds floor limit", "交易超过最低限额"],
  [3, 0x40, "lower consecutive offline limit exceeded", "超过连续脱机交易下限"],
  [3, 0x20, "upper consecutive offline limit exceeded", "超过连续脱机交易上限"],
  [3, 0x10, "transaction selected randomly for online processing", "交易被随机选择联机处理"],
  [3, 0x08, "merchant forced transaction online", "商户要求联机交易"],
  [3, 0x04, "biometric try limit exceeded", "生物识别重试次数超限"],
  [3, 0x02, "a selected biometric type is not supported", "不支持所选的生物识别类型"],
  [3, 0x01, "XDA signature verification failed", "扩展数据认证签名验证失败"],
  [4, 0x80, "default TDOL used", "使用缺省TDOL"],
  [4, 0x40, "issuer authentication failed", "发卡行认证失败"],
  [
    4,
    0x20,
    "script processing failed before final GENERATE AC",
    "最后一次GENERATE AC之前脚本处理失败",
  ],
  [
    4,
    0x10,
    "script processing failed after final GENERATE AC",
    "最后一次GENERATE AC之后脚本处理失败",
  ],
  [4, 0x08, "CA ECC key missing", "缺少认证中心ECC公钥"],
  [4, 0x04, "ECC key recovery failed", "ECC公钥恢复失败"],
);

/** Transaction status information (tag 9B). @source EMV 4.4 Book 3, annex C6 */
export const TSI_BITS: readonly NamedBit[] = bits(
  [0, 0x80, "offline data authentication was performed", "脱机数据认证已进行"],
  [0, 0x40, "cardholder verification was performed", "持卡人验证已进行"],
  [0, 0x20, "card risk management was performed", "卡片风险管理已进行"],
  [0, 0x10, "issuer authentication was performed", "发卡行认证已进行"],
  [0, 0x08, "terminal risk management was performed", "终端风险管理已进行"],
  [0, 0x04, "script processing was performed", "脚本处理已进行"],
);

/** Application interchange profile (tag 82). @source EMV 4.4 Book 3, annex C1 */
const AIP_BITS = bits(
  [0, 0x80, "XDA supported", "支持扩展数据认证"],
  [0, 0x40, "SDA supported", "支持静态数据认证"],
  [0, 0x20, "DDA supported", "支持动态数据认证"],
  [0, 0x10, "cardholder verification is supported", "支持持卡人验证"],
  [0, 0x08, "terminal risk management is to be performed", "执行终端风险管理"],
  [0, 0x04, "issuer authentication is supported", "支持发卡行认证"],
  [0, 0x02, "on-device cardholder verification is supported", "支持设备持卡人验证"],
  [0, 0x01, "CDA supported", "支持复合动态数据认证"],
  [1, 0x80, "EMV mode is supported (contactless)", "支持非接触EMV模式"],
);

/** Application usage control (tag 9F07). @source EMV 4.4 Book 3, annex C2 */
const USAGE_BITS = bits(
  [0, 0x80, "valid for domestic cash", "国内现金交易有效"],
  [0, 0x40, "valid for international cash", "国际现金交易有效"],
  [0, 0x20, "valid for domestic goods", "国内商品有效"],
  [0, 0x10, "valid for international goods", "国际商品有效"],
  [0, 0x08, "valid for domestic services", "国内服务有效"],
  [0, 0x04, "valid for international services", "国际服务有效"],
  [0, 0x02, "valid at ATMs", "ATM有效"],
  [0, 0x01, "valid at terminals other than ATMs", "除ATM外的终端有效"],
  [1, 0x80, "domestic cashback allowed", "允许国内返现"],
  [1, 0x40, "international cashback allowed", "允许国际返现"],
);

/** Terminal capabilities (tag 9F33). @source EMV 4.4 Book 4, annex A2 */
const CAPABILITY_BITS = bits(
  [0, 0x80, "manual key entry", "手工键盘输入"],
  [0, 0x40, "magnetic stripe", "磁条"],
  [0, 0x20, "IC with contacts", "接触式IC卡"],
  [1, 0x80, "plaintext PIN for ICC verification", "IC卡明文密码验证"],
  [1, 0x40, "enciphered PIN for online verification", "加密联机密码验证"],
  [1, 0x20, "signature", "签名"],
  [1, 0x10, "enciphered PIN for offline verification", "加密脱机密码验证"],
  [1, 0x08, "no CVM required", "无需持卡人验证"],
  [2, 0x80, "SDA", "静态数据认证"],
  [2, 0x40, "DDA", "动态数据认证"],
  [2, 0x20, "card capture", "吞卡"],
  [2, 0x08, "CDA", "复合动态数据认证"],
);

/** Additional terminal capabilities (tag 9F40). @source EMV 4.4 Book 4, annex A3 */
const ADDITIONAL_BITS = bits(
  [0, 0x80, "cash", "现金"],
  [0, 0x40, "goods", "商品"],
  [0, 0x20, "services", "服务"],
  [0, 0x10, "cashback", "返现"],
  [0, 0x08, "inquiry", "查询"],
  [0, 0x04, "transfer", "转账"],
  [0, 0x02, "payment", "付款"],
  [0, 0x01, "administrative", "管理"],
  [1, 0x80, "cash deposit", "存款"],
  [2, 0x80, "numeric keys", "数字键"],
  [2, 0x40, "alphabetic and special characters keys", "字母和特殊字符键"],
  [2, 0x20, "command keys", "命令键"],
  [2, 0x10, "function keys", "功能键"],
  [3, 0x80, "print, attendant", "打印,服务员"],
  [3, 0x40, "print, cardholder", "打印,持卡人"],
  [3, 0x20, "display, attendant", "显示,服务员"],
  [3, 0x10, "display, cardholder", "显示,持卡人"],
  [3, 0x02, "code table 10", "代码表10"],
  [3, 0x01, "code table 9", "代码表9"],
  [4, 0x80, "code table 8", "代码表8"],
  [4, 0x40, "code table 7", "代码表7"],
  [4, 0x20, "code table 6", "代码表6"],
  [4, 0x10, "code table 5", "代码表5"],
  [4, 0x08, "code table 4", "代码表4"],
  [4, 0x04, "code table 3", "代码表3"],
  [4, 0x02, "code table 2", "代码表2"],
  [4, 0x01, "code table 1", "代码表1"],
);

/** Terminal transaction qualifiers (tag 9F66). @source EMV Contactless Book A, 5.7 */
const TTQ_BITS = bits(
  [0, 0x80, "mag-stripe mode supported", "支持磁条模式"],
  [0, 0x20, "EMV mode supported", "支持EMV模式"],
  [0, 0x10, "EMV contact chip supported", "支持接触式芯片"],
  [0, 0x08, "offline-only reader", "仅脱机终端"],
  [0, 0x04, "online PIN supported", "支持联机密码"],
  [0, 0x02, "signature supported", "支持签名"],
  [
    0,
    0x01,
    "offline data authentication for online authorisations supported",
    "支持联机交易的脱机数据认证",
  ],
  [1, 0x80, "online cryptogram required", "要求联机密文"],
  [1, 0x40, "CVM required", "要求持卡人验证"],
  [1, 0x20, "offline PIN supported (contact chip)", "支持接触式脱机密码"],
  [2, 0x80, "issuer update processing supported", "支持发卡行更新处理"],
  [2, 0x40, "consumer device CVM supported", "支持设备持卡人验证"],
);

/** Card transaction qualifiers (tag 9F6C). @source EMV Contactless Book C-3, annex A */
const CTQ_BITS = bits(
  [0, 0x80, "online PIN required", "要求联机密码"],
  [0, 0x40, "signature required", "要求签名"],
  [0, 0x20, "go online if offline data authentication fails", "脱机数据认证失败则联机"],
  [0, 0x10, "switch interface if offline data authentication fails", "脱机数据认证失败则换界面"],
  [0, 0x08, "go online if application expired", "应用过期则联机"],
  [0, 0x04, "switch interface for cash transactions", "现金交易换界面"],
  [0, 0x02, "switch interface for cashback transactions", "返现交易换界面"],
  [1, 0x80, "consumer device CVM performed", "设备持卡人验证已进行"],
  [1, 0x40, "issuer update processing supported at the POS", "卡片支持发卡行更新处理"],
);

/** The data objects that are bits, by tag. */
const BY_TAG: ReadonlyMap<string, readonly NamedBit[]> = new Map([
  ["82", AIP_BITS],
  ["95", TVR_BITS],
  ["9B", TSI_BITS],
  ["9F07", USAGE_BITS],
  ["9F33", CAPABILITY_BITS],
  ["9F40", ADDITIONAL_BITS],
  ["9F66", TTQ_BITS],
  ["9F6C", CTQ_BITS],
  // Action codes of the issuer are read against the verification results, bit for bit.
  ["9F0D", TVR_BITS],
  ["9F0E", TVR_BITS],
  ["9F0F", TVR_BITS],
]);

/** What the bits of a data object say, or undefined where it is not of bits. */
export function bitsOf(tag: string): readonly NamedBit[] | undefined {
  return BY_TAG.get(tag);
}

/** The bits of `value` that are set, in order. */
export function setBits(table: readonly NamedBit[], value: Uint8Array): readonly NamedBit[] {
  return table.filter(({ byte, mask }) => ((value[byte] ?? 0) & mask) !== 0);
}
