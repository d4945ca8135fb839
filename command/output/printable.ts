/**
 * A text that others wrote, safe for a terminal: control characters could move the cursor, and marks of the reading
 * direction could make a text look like another one.
 */
export const printable = (text: string): string =>
	text.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, (found) => (/^\s+$/.test(found) ? ' ' : '�'));
