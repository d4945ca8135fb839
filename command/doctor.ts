import { Command } from 'commander';
import { type CommonOptions, connectTo, withCommonOptions } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';
import { printFinding } from './output/print-finding.ts';
import { printJson } from './output/terminal.ts';

export const createDoctor = (): Command =>
	withCommonOptions(new Command('doctor'))
		.description('look for what would let an export go unnoticed, or fail; the exit code is 1 if there is a problem')
		.action(async (options: CommonOptions) => {
			const findings = await (await connectTo(options)).examineAccount();
			if (findings.some(({ status }) => status === 'PROBLEM')) process.exitCode = exitCodes.FAILED;
			if (options.json) return printJson(findings);
			for (const finding of findings) printFinding(finding);
		});
