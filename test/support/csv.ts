import { type ScannedRecord, scanRecords } from '#functions/process-export/csv/scan-records.ts';

/** The bytes in chunks of a size, as a stream may deliver them. */
export const chunksOf = (bytes: Buffer, size: number): Buffer[] =>
	Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));

export const gatherRecords = async (chunks: Iterable<Buffer>): Promise<ScannedRecord[]> => {
	const gathered: ScannedRecord[] = [];
	for await (const records of scanRecords(chunks)) gathered.push(...records);
	return gathered;
};

/** Texts of few lines, and how many records they have. */
export const csvTexts: readonly (readonly [text: string, records: number])[] = [
	['', 0],
	['A,B', 1],
	['A,B\n', 1],
	['A,B\r\n1,2\r\n\r\n3,4', 3],
	['\n\nA,B\n\n1,2\n\n', 2],
	['A,B\n"1\n\n1",2\n3,"x""\n""y"\n', 3],
	['A,B\n5" nail,2\n3,4\n', 3],
	['A,B\n"",""\n,\n', 3],
	['A,B\n1,"never closed\n2,3\n', 2],
	['"A","B"\r\n"1","2"\r\n', 2],
	['A,B\r1,2\r3,4', 3],
	['A,B\r1,2\r\r\r3,4\r', 3],
	['\r\rA,B\r"1\r1","2"\r', 2],
	['A,B\n1,2\r3,4\r\n5,6', 4],
	['A,B\n1, "2\n3",4\n', 3],
];
