import { Command } from 'commander';

export const createTemplate = (): Command =>
	new Command('template')
		.description(
			'upload the code of the functions, and print a CloudFormation template of the stock stack that reads it',
		)
		.requiredOption('--assets-bucket <name>', 'a bucket of yours in the Region where the stack is to be deployed')
		.action(async ({ assetsBucket }: { readonly assetsBucket: string }) => {
			const { publishTemplate } = await import('../package/publish-template.ts');
			process.stdout.write(await publishTemplate(assetsBucket));
		});
