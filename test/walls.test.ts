import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What the lint says of files that hold these imports, a line each: one text for each import. */
const lint = (imports: readonly (readonly [file: string, imported: string, ...unknown[]])[]): readonly string[] => {
	const folder = mkdtempSync(join(tmpdir(), 'walls-'));
	for (const file of ['biome.json', 'package.json']) copyFileSync(file, join(folder, file));
	const lines = new Map<string, string[]>();
	for (const [file, imported] of imports) lines.set(file, [...(lines.get(file) ?? []), `import '${imported}';`]);
	for (const [file, each] of lines) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), each.join('\n'));
	}
	const biome = join(process.cwd(), 'node_modules/.bin/biome');
	const args = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
	const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
	rmSync(folder, { recursive: true });
	return imports.map(([file, imported]) => {
		const line = (lines.get(file) ?? []).indexOf(`import '${imported}';`) + 1;
		return stdout
			.split('\n')
			.filter((said) => said.includes(`/${file},line=${line},`))
			.join('\n');
	});
};

const STEP = 'functions/watch-export/accept-trigger/accept-trigger.ts';
const OF_WORKFLOW = 'functions/watch-export/read-trigger.ts';
const HANDLER = 'functions/watch-export/accept-trigger/handler.ts';

const REFUSED = [
	['contracts/watch.ts', '../functions/shared/text.ts', 'contracts import only zod and each other'],
	['contracts/watch.ts', '@aws-sdk/client-sns', 'contracts import only zod and each other'],
	['contracts/watch.ts', 'yaml', 'yaml'],
	['contracts/vocabulary.ts', './watch.ts', 'the vocabulary imports nothing'],
	[HANDLER, '../../../local/aws/shared/names.ts', 'functions are deployed alone'],
	[HANDLER, 'aws-cdk-lib', 'functions are deployed alone'],
	[HANDLER, '#statemachine/read-definition.ts', 'functions are deployed alone'],
	[HANDLER, '../../../docs/generated.ts', 'functions are deployed alone'],
	['functions/shared/text.ts', 'fauxqs', 'fauxqs'],
	['functions/shared/text.ts', 'esbuild', 'esbuild'],
	[HANDLER, '../notify-outcome/handler.ts', 'a step imports no other step'],
	[HANDLER, '../a-step-of-tomorrow/its-work.ts', 'a step imports no other step'],
	[OF_WORKFLOW, './notify-outcome/handler.ts', 'a step imports no other step'],
	[HANDLER, '../../export-datasets/errors.ts', 'a workflow imports no other workflow'],
	['functions/shared/text.ts', '../watch-export/errors.ts', 'a workflow imports no other workflow'],
	[STEP, '@aws-sdk/client-sns', 'gets what it needs as functions'],
	[STEP, '@middy/core', 'gets what it needs as functions'],
	[OF_WORKFLOW, '@aws-sdk/client-sns', 'gets what it needs as functions'],
	[STEP, '../../../local/aws/shared/names.ts', 'functions are deployed alone'],
	[STEP, 'dynalite', 'dynalite'],
	['infra/app.ts', '#functions/shared/text.ts', 'infra reads the functions'],
	['infra/app.ts', '../functions/shared/text.ts', 'infra reads the functions'],
	['infra/app.ts', '../local/aws/shared/names.ts', 'infra reads the functions'],
	['local/aws/shared/names.ts', '../../../infra/app.ts', 'without the CDK app'],
	['local/aws/shared/names.ts', '../../../command/local.ts', 'without the CDK app'],
	['local/aws/shared/names.ts', '#client/connect.ts', 'without the CDK app'],
	['local/aws/embedded-aws.ts', '../server.ts', 'does not know what runs it'],
	[HANDLER, '#client/connect.ts', 'functions are deployed alone'],
	['infra/app.ts', '#client/connect.ts', 'infra reads the functions'],
	['client/connect.ts', '../local/aws/shared/names.ts', 'the client asks AWS'],
	['client/connect.ts', '#statemachine/asl.ts', 'the client asks AWS'],
	['client/connect.ts', 'fauxqs', 'fauxqs'],
	['smoke/listen.ts', '../local/aws/shared/names.ts', 'the smoke test asks AWS'],
	['command/ls.ts', '@aws-sdk/client-sfn', 'the command asks through the client'],
	['command/ls.ts', '../infra/app.ts', 'the command asks through the client'],
	['console/app.ts', '@aws-sdk/client-sfn', 'the console asks through the client'],
	['console/app.ts', '../local/server.ts', 'the console asks through the client'],
	['statemachine/asl.ts', '#contracts/watch.ts', 'the definitions know the vocabulary and the scope only'],
] as const;

const ALLOWED = [
	['contracts/watch.ts', './vocabulary.ts'],
	[HANDLER, '../outcome/measure.ts'],
	[HANDLER, '../../shared/text.ts'],
	[HANDLER, '@aws-sdk/client-sns'],
	[STEP, '#contracts/watch.ts'],
	['infra/watch-export.ts', '#functions/watch-export/accept-trigger/settings.ts'],
	['infra/handler-function.ts', '#functions/shared/function-settings.ts'],
	['infra/watch-export.ts', '#statemachine/read-definition.ts'],
	['client/connect.ts', '#functions/shared/problems.ts'],
	['smoke/listen.ts', '#client/connect.ts'],
	['command/smoke.ts', '../smoke/run-smoke.ts'],
	['command/ls.ts', '#client/connect.ts'],
	['command/local.ts', '../local/server.ts'],
	['statemachine/read-definition.ts', '#contracts/vocabulary.ts'],
] as const;

const said = lint([...REFUSED, ...ALLOWED]);

describe('the lint holds the walls', () => {
	it.each(REFUSED.map((each, at) => [...each, said[at]] as const))(
		'%s may not import %s',
		(_file, _imported, reason, text) => {
			expect(text).toContain(reason);
		},
	);

	it.each(ALLOWED.map((each, at) => [...each, said[REFUSED.length + at]] as const))(
		'%s may import %s',
		(_file, _imported, text) => {
			expect(text).not.toContain('noRestrictedImports');
		},
	);
});
