import { styleText } from 'node:util';
import { endOf } from './follow-watch.ts';

/** Waits for the processing that a watch has started, prints its figures and the line to look at the data; true if it is ready. */
export const reportDataset = async (title: string, record: Record<string, unknown> | undefined): Promise<boolean> => {
	const { status, cause, output, startDate, stopDate } = await endOf(String(record?.processingExecutionArn));
	const heading = `\nDataset of ${title}: ${status === 'SUCCEEDED' ? 'READY' : status}`;
	print(styleText('bold', heading, { stream: process.stdout }));
	if (status !== 'SUCCEEDED') {
		print(cause ?? '');
		return false;
	}
	const { rows, columns, parts, bytes, location } = JSON.parse(output ?? '{}');
	const seconds = ((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)) / 1000;
	print(`${rows} rows, ${columns} columns, ${bytes} bytes in ${parts} parts, ${seconds.toFixed(1)} s`);
	print(styleText('dim', `$ npm run query -- ${location} "SUMMARIZE dataset"`, { stream: process.stdout }));
	return true;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
