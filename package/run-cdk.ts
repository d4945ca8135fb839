import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ClientError } from '../client/errors.ts';
import { ExportwatchStack } from '../infra/exportwatch-stack.ts';

const STACK = 'Exportwatch';

/** The stack of one ExportWatch with the defaults. */
export interface StockStack {
	/** What stays in the account when the stack is deleted, each with its logical id and type. */
	readonly remaining: readonly string[];
	/** Runs the CDK CLI with this stack and gives its exit code. */
	readonly runCdk: (command: 'deploy' | 'destroy', options: readonly string[]) => Promise<number>;
}

/**
 * Synthesises the stock stack for one use.
 *
 * @throws CdkMissing
 */
export const withStockStack = async (use: (stack: StockStack) => Promise<number>): Promise<number> => {
	const cli = findCli();
	const outdir = mkdtempSync(join(tmpdir(), 'exportwatch-'));
	try {
		const app = new App({ outdir });
		new ExportwatchStack(app, STACK);
		const { template } = app.synth().getStackByName(STACK);
		const resources: [string, { readonly Type: string; readonly DeletionPolicy?: string }][] = Object.entries(
			template.Resources,
		);
		const remaining = resources
			.filter(([, { Type, DeletionPolicy }]) => DeletionPolicy === 'Retain' && Type !== 'AWS::Lambda::Version')
			.map(([id, { Type }]) => `${id} (${Type})`);
		const runCdk: StockStack['runCdk'] = async (command, options) => {
			const args = [cli, command, STACK, '--app', outdir, ...options];
			const [exitCode] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
			return exitCode ?? 1;
		};
		return await use({ remaining, runCdk });
	} finally {
		rmSync(outdir, { recursive: true });
	}
};

const findCli = (): string => {
	try {
		return createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
	} catch (error) {
		throw new CdkMissing(error as Error);
	}
};

class CdkMissing extends ClientError {
	override readonly name = 'CdkMissing';

	constructor(cause: Error) {
		super('this command needs the CDK CLI, which is not installed: npm install --save-dev aws-cdk', { cause });
	}
}
