import type { Finding } from '#client/examine/finding.ts';
import { renderFields } from './fields.ts';
import { paint, print, type Style, terminalWidth } from './terminal.ts';

const styles: Readonly<Record<Finding['status'], Style>> = { OK: 'green', PROBLEM: 'red', UNKNOWN: 'yellow' };
const STATUS_WIDTH = Math.max(...Object.keys(styles).map((status) => status.length));

export const printFinding = ({ subject, status, text, remedy }: Finding): void => {
	const lines = renderFields(
		[
			{ name: ' '.repeat(STATUS_WIDTH), text: `${subject}: ${text}` },
			{ name: ' '.repeat(STATUS_WIDTH), text: remedy && `What to do: ${remedy}` },
		],
		terminalWidth(),
	);
	const [first = '', ...others] = lines;
	print(`${paint(styles[status], status)}${first.slice(status.length)}`);
	for (const line of others) print(line);
};
