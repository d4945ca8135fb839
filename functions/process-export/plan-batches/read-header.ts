import { constants, gunzipSync } from 'node:zlib';
import { readCells } from '../csv/read-cells.ts';
import { HeaderInvalid, SourceUnreadable } from '../errors.ts';

/** So much of a file is read for its header. */
export const HEAD_BYTES = 65_536;

export interface Head {
	readonly header: readonly string[];
	readonly isGzip: boolean;
	/** The complete lines of the head, the header's first. */
	readonly text: string;
}

/** Reads the header in the first bytes of a file, packed or not. No name in an error: the first line may hold cells. */
export const readHead = (key: string, bytes: Buffer): Head => {
	const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
	const unpacked = isGzip ? unpack(key, bytes) : bytes;
	const text = decode(key, unpacked);
	const isWhole = bytes.length < HEAD_BYTES;
	const line = /^(?:[^"\r\n]|"(?:[^"]|"")*")*/.exec(text)?.[0] ?? '';
	if (line.length === text.length && !isWhole) {
		throw new HeaderInvalid(key, `its first ${HEAD_BYTES} bytes have no line end`);
	}
	if (line === '' && text.trim() === '') return { header: [], isGzip, text: '' };
	const header = readCells(line);
	if (!header || line === '') throw new HeaderInvalid(key, 'its quotes are broken, or it is empty');
	if (header.some((name) => name.trim() === '')) throw new HeaderInvalid(key, 'a column has no name');
	if (new Set(header.map((name) => name.toLowerCase())).size < header.length) {
		throw new HeaderInvalid(key, 'two columns have the same name');
	}
	return { header, isGzip, text: isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1) };
};

const unpack = (key: string, bytes: Buffer): Buffer => {
	try {
		return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
	} catch {
		throw new SourceUnreadable(key, 'it begins like gzip, but is none');
	}
};

const decode = (key: string, bytes: Buffer): string => {
	const lastLine = bytes.lastIndexOf(0x0a) + 1;
	const firstEnd = bytes.indexOf(0x0a);
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(firstEnd === -1 ? bytes : bytes.subarray(0, firstEnd), {
			stream: true,
		});
	} catch {
		throw new HeaderInvalid(key, 'it is not UTF-8');
	}
	return new TextDecoder().decode(bytes.length < HEAD_BYTES || lastLine === 0 ? bytes : bytes.subarray(0, lastLine));
};
