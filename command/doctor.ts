import { Command } from 'commander';
import type { Finding } from '#client/examine/finding.ts';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';
import { renderFields } from './output/fields.ts';
import { paint, print, printJson, type Style, terminalWidth } from './output/terminal.ts';

export const createDoctor = (): Command =>
	withCommonOptions(new Command('doctor'))
		.description('look for what would let an export go unnoticed, or fail; the exit code is 1 if there is a problem')
		.action(async (options: CommonOptions) => {
			const findings = await (await connectTo(options)).examineAccount();
			if (findings.some(({ status }) => status === 'PROBLEM')) process.exitCode = exitCodes.FAILED;
			if (options.json) return printJson(findings);
			for (const finding of findings) printFinding(finding);
		});

const styles: Readonly<Record<Finding['status'], Style>> = { OK: 'green', PROBLEM: 'red', UNKNOWN: 'yellow' };
const STATUS_WIDTH = Math.max(...Object.keys(styles).map((status) => status.length));

const printFinding = ({ subject, status, text, remedy }: Finding): void => {
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
