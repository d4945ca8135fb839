import { CARRIAGE_RETURN, COMMA, NEWLINE } from './bytes.ts';

const EVERY_BYTE = 0x01010101;
const FOUR_NEWLINES = NEWLINE * EVERY_BYTE;
const FOUR_COMMAS = COMMA * EVERY_BYTE;
const LOW_BITS = 0x7f7f7f7f;

interface Tally {
	readonly newlines: number;
	readonly commas: number;
	/** 1 if the last byte is a newline, else 0. */
	readonly isAfterNewline: number;
	/** Not 0 if a newline followed another. */
	readonly meet: number;
}

/**
 * Counts newlines and commas four bytes at a time, three times as fast as one by one: a gigabyte has tens of millions.
 * Undefined if a line may be blank: if two newlines meet, or if there is a carriage return.
 */
export const countSeparators = (bytes: Buffer): Pick<Tally, 'newlines' | 'commas'> | undefined => {
	if (bytes.includes(CARRIAGE_RETURN)) return undefined;
	const head = Math.min(-bytes.byteOffset & 3, bytes.length);
	const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
	const begun = oneByOne(bytes.subarray(0, head), { newlines: 0, commas: 0, isAfterNewline: 0, meet: 0 });
	const tally = oneByOne(bytes.subarray(head + words.length * 4), fourByFour(words, begun));
	return tally.meet ? undefined : tally;
};

const fourByFour = (words: Int32Array, start: Tally): Tally => {
	let { newlines, commas, isAfterNewline, meet } = start;
	for (let at = 0; at < words.length; at += 1) {
		const word = words[at] as number;
		const found = lowestBits(word ^ FOUR_NEWLINES);
		newlines += Math.imul(found, EVERY_BYTE) >>> 24;
		meet |= found & ((found << 8) | isAfterNewline);
		isAfterNewline = found >>> 24;
		commas += Math.imul(lowestBits(word ^ FOUR_COMMAS), EVERY_BYTE) >>> 24;
	}
	return { newlines, commas, isAfterNewline, meet };
};

/** Sets the lowest bit of each byte that is zero. No carry leaves a byte, so its neighbour is not taken for one. */
const lowestBits = (word: number): number => ~(((word & LOW_BITS) + LOW_BITS) | 0 | word | LOW_BITS) >>> 7;

const oneByOne = (bytes: Buffer, start: Tally): Tally =>
	bytes.reduce<Tally>(({ newlines, commas, isAfterNewline, meet }, byte) => {
		const isNewline = byte === NEWLINE ? 1 : 0;
		return {
			newlines: newlines + isNewline,
			commas: commas + (byte === COMMA ? 1 : 0),
			isAfterNewline: isNewline,
			meet: meet | (isNewline & isAfterNewline),
		};
	}, start);
