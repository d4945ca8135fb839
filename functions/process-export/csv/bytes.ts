/** The bytes that structure a CSV file (RFC 4180). */
export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const QUOTE = 0x22;
export const COMMA = 0x2c;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
export const BYTE_ORDER_MARK_BYTES = BYTE_ORDER_MARK.length;

export const hasByteOrderMark = (bytes: Buffer): boolean =>
	bytes.subarray(0, BYTE_ORDER_MARK_BYTES).equals(BYTE_ORDER_MARK);
