import { Command } from 'commander';
import { print } from './output/terminal.ts';

/** Hands its options to the CDK CLI, which has the credentials, the questions and the progress. */
const cdkCommand = (name: 'deploy' | 'destroy'): Command =>
	new Command(name).argument('[options...]', `options of cdk ${name}, after --, as -- --profile ours`);

export const createDeploy = (): Command =>
	cdkCommand('deploy')
		.description('deploy the stock stack with the CDK CLI to the account of your credentials')
		.action(async (options: readonly string[]) => {
			const { withStockStack } = await import('../package/run-cdk.ts');
			process.exitCode = await withStockStack(({ runCdk }) => runCdk('deploy', options));
		});

export const createDestroy = (): Command =>
	cdkCommand('destroy')
		.description('delete the stock stack with the CDK CLI, and say what stays in the account')
		.action(async (options: readonly string[]) => {
			const { withStockStack } = await import('../package/run-cdk.ts');
			process.exitCode = await withStockStack(async ({ remaining, runCdk }) => {
				print('These hold data or records, so they stay until you delete them yourself:');
				for (const resource of remaining) print(`- ${resource}`);
				print('The published versions of the functions stay too.');
				return runCdk('destroy', options);
			});
		});
