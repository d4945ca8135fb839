import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'walls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the lint says of a file with this one import, if it stood there. */
const lint = (file: string, imported: string): string => {
	const path = join(folder, file);
	mkdirSync(dirname(path), { recursive: true });
	copyFileSync('biome.json', join(folder, 'biome.json'));
	copyFileSync('package.json', join(folder, 'package.json'));
	writeFileSync(path, `import * as it from '${imported}';\nvoid it;\n`);
	const biome = join(process.cwd(), 'node_modules/.bin/biome');
	return spawnSync(biome, ['lint', '--vcs-enabled=false', file], { cwd: folder, encoding: 'utf8' }).stderr;
};

const STEP = 'functions/watch-export/accept-trigger/accept-trigger.ts';
const OF_WORKFLOW = 'functions/watch-export/read-trigger.ts';
const HANDLER = 'functions/watch-export/accept-trigger/handler.ts';

describe('the lint holds the walls', () => {
	it.each([
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
		['command/ls.ts', '@aws-sdk/client-sfn', 'the command asks through the client'],
		['command/ls.ts', '../infra/app.ts', 'the command asks through the client'],
		['console/app.ts', '@aws-sdk/client-sfn', 'the console asks through the client'],
		['console/app.ts', '../local/server.ts', 'the console asks through the client'],
		['statemachine/asl.ts', '#contracts/watch.ts', 'the definitions know the vocabulary only'],
	])('%s may not import %s', (file, imported, reason) => {
		expect(lint(file, imported)).toContain(reason);
	});

	it.each([
		['contracts/watch.ts', './vocabulary.ts'],
		[HANDLER, '../outcome/measure.ts'],
		[HANDLER, '../../shared/text.ts'],
		[HANDLER, '@aws-sdk/client-sns'],
		[STEP, '#contracts/watch.ts'],
		['infra/watch-export.ts', '#functions/watch-export/accept-trigger/settings.ts'],
		['infra/handler-function.ts', '#functions/shared/function-settings.ts'],
		['infra/watch-export.ts', '#statemachine/read-definition.ts'],
		['client/connect.ts', '#functions/shared/problems.ts'],
		['command/ls.ts', '#client/connect.ts'],
		['command/local.ts', '../local/server.ts'],
		['statemachine/read-definition.ts', '#contracts/vocabulary.ts'],
	])('%s may import %s', (file, imported) => {
		expect(lint(file, imported)).not.toContain('noRestrictedImports');
	});
});
