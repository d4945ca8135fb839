import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import type { Finding } from '#client/examine/finding.ts';
import type { SmokeRequest } from '../smoke/smoke-request.ts';
import { describeEffects } from '../smoke/smoke-request.ts';
import { type CommonOptions, connectTo, readDuration, withCommonOptions } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';
import { createLiveText } from './output/live-text.ts';
import { printFinding } from './output/print-finding.ts';
import { print, printJson } from './output/terminal.ts';

interface SmokeOptions extends CommonOptions {
	readonly role: string;
	readonly to?: string;
	readonly namePrefix: string;
	readonly wait: number;
	readonly deleteFiles?: true;
	readonly yes?: true;
}

const TWENTY_MINUTES = 1_200;

export const createSmoke = (): Command =>
	withCommonOptions(new Command('smoke'))
		.description('export a dataset and check all that must follow; the exit code is 1 if there is a problem')
		.argument('<dataset>', 'the ARN of a small dataset')
		.requiredOption('--role <arn>', 'the service role with which Personalize writes the files')
		.option('--to <path>', 'the S3 folder (default: smoke/ in the first bucket of the installation)')
		.option('--name-prefix <text>', 'begins the names of the jobs, where the scope asks for it', '')
		.addOption(
			new Option('--wait <duration>', 'how long to wait at most for what the rules start, after CloudTrail')
				.argParser(readDuration)
				.default(TWENTY_MINUTES, '20m'),
		)
		.option('--delete-files', 'delete the exported files at the end')
		.option('--yes', 'do not ask')
		.action(async (dataset: string, options: SmokeOptions) => {
			const exportwatch = await connectTo(options);
			const { installation } = exportwatch;
			const folder = options.to ?? `s3://${installation.buckets.exports[0]}/smoke/`;
			const request: SmokeRequest = {
				datasetArn: dataset,
				roleArn: options.role,
				outputPath: folder.endsWith('/') ? folder : `${folder}/`,
				namePrefix: options.namePrefix,
				ruleSeconds: options.wait,
				deleteFiles: options.deleteFiles ?? false,
			};
			if (!options.json) for (const effect of describeEffects(request, installation)) print(`- ${effect}`);
			if (!options.yes && !(await isConfirmed())) {
				process.exitCode = exitCodes.WRONG_USE;
				return;
			}
			const findings: Finding[] = [];
			const live = createLiveText();
			const signal = catchInterrupts();
			const { runSmoke } = await import('../smoke/run-smoke.ts');
			const progress = options.json ? () => {} : live.now;
			try {
				for await (const finding of runSmoke(request, { exportwatch, progress, signal })) {
					findings.push(finding);
					live.now('');
					if (!options.json) printFinding(finding);
				}
			} catch (error) {
				if (!signal.aborted) throw error;
				process.exitCode = exitCodes.SIGINT;
				return;
			} finally {
				live.end();
			}
			if (options.json) printJson(findings);
			if (findings.some(({ status }) => status === 'PROBLEM')) process.exitCode = exitCodes.FAILED;
		});

const isConfirmed = async (): Promise<boolean> => {
	if (!process.stdin.isTTY) {
		process.stderr.write('Nothing was done. Run it again with --yes to go on.\n');
		return false;
	}
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question('Go on? (y/N) ');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
};

/** In place of the command's own end: what was made is removed first. A second Ctrl-C ends at once. */
const catchInterrupts = (): AbortSignal => {
	const interrupts = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		const ends = process.listeners(name);
		process.removeAllListeners(name);
		process.once(name, () => {
			for (const end of ends) process.on(name, end);
			interrupts.abort();
		});
	}
	return interrupts.signal;
};
