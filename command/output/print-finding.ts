import type { Finding } from '#client/examine/finding.ts';
import { renderFields } from './fields.ts';
import { print, type Style, terminalWidth } from './terminal.ts';

const styles: Readonly<Record<Finding['status'], Style>> = { OK: 'green', PROBLEM: 'red', UNKNOWN: 'yellow' };
const STATUS_WIDTH = Math.max(...Object.keys(styles).map((status) => status.length));

export const printFinding = ({ subject, status, text, remedy }: Finding): void => {
	const fields = [
		{ name: status.padEnd(STATUS_WIDTH), text: `${subject}: ${text}`, nameStyle: styles[status] },
		{ name: ' '.repeat(STATUS_WIDTH), text: remedy && `What to do: ${remedy}` },
	];
	for (const line of renderFields(fields, terminalWidth())) print(line);
};
