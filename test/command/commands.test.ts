import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';
import { runCommand } from '../support/run-command.ts';

/** The clock stands still between the commands, so a request rate would never have room again. */
const aws = useEmbeddedAws({ requestRate: { perSecond: 1_000, burst: 1_000 } });
const run = (...args: string[]) => runCommand(...args, '--port', new URL(aws.endpoint()).port);

/** A hostile text, as a job's failure may have: it would clear the screen and set the title of the window. */
const HOSTILE_REASON = 'no access \u001B[2J\u001B]0;owned\u0007';

let succeeded: string;
let failed: string;
beforeAll(async () => {
	const job = await aws.createExport({ seconds: '30' });
	const failing = await aws.createExport({ seconds: '30', status: 'CREATE FAILED' });
	for (const each of [job, failing]) await aws.endOf((await aws.watchesOf(each))[0] ?? '');
	await aws.endOf((await aws.recordOf(job))?.processingExecutionArn ?? '');
	// no tag of a job can hold such a text, so the record gets it
	await aws.clients().documents.send(
		new UpdateCommand({
			TableName: 'ExportJobs',
			Key: { datasetExportJobArn: failing },
			UpdateExpression: 'SET failureReason = :reason',
			ExpressionAttributeValues: { ':reason': HOSTILE_REASON },
		}),
	);
	[succeeded = '', failed = ''] = [job, failing].map((arn) => arn.split('/').at(-1));
});

describe('the commands that ask', () => {
	it('list watches, all or only those that did not succeed, as a table and as JSON', async () => {
		const all = await run('ls');
		expect(all).toMatchObject({ exitCode: 0, stderr: '' });
		expect(all.stdout).toMatch(new RegExp(`^SUCCEEDED +${succeeded} +30s .*dataset READY$`, 'm'));
		expect(all.stdout).toMatch(new RegExp(`^FAILED +${failed} `, 'm'));
		expect(all.stdout).not.toContain('\u001B');

		const { stdout } = await run('ls', '--failed', '--since', '5000d', '--json');
		expect(JSON.parse(stdout).watches).toMatchObject([{ state: 'FAILED', jobName: failed }]);
		expect((await run('ls', '--running')).stdout).toBe('No watches.\n');
	});

	it('show a watch with its reason, its remedy, its polls and its actions, whatever its texts', async () => {
		const { exitCode, stdout } = await run('show', failed);
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^State +FAILED$/m);
		expect(stdout).toMatch(/^Why +no access �\[2J�\]0;owned�$/m);
		expect(stdout).toMatch(/^What to do +\S/m);
		expect(stdout).toMatch(/^ *2 +\S+ +CREATE FAILED$/m);
		expect(stdout).toMatch(/^message +DONE/m);
		expect(JSON.parse((await run('show', failed, '--json')).stdout)).toMatchObject({
			jobName: failed,
			state: 'FAILED',
		});
	});

	it('list files, and say why there are none', async () => {
		const { stdout } = await run('files', succeeded);
		expect(stdout).toContain('part-00000.csv');
		expect(stdout).toMatch(/^3 files, /m);
		expect(await run('files', failed)).toMatchObject({
			exitCode: 6,
			stderr: expect.stringContaining('no list of files'),
		});
	});

	it('query rows in three formats, no more than asked for', async () => {
		const sql = 'SELECT EVENT_TYPE, count(*)::INTEGER AS n, 0.1::FLOAT AS f FROM dataset GROUP BY 1 ORDER BY 1';
		const table = await run('query', succeeded, sql, '--max-rows', '1');
		expect(table.stdout).toMatch(/^EVENT_TYPE +n +f\n\w+ +\d+ +0\.1\n$/);
		expect(table.stderr).toBe('There are more than 1 rows: --max-rows shows more.\n');
		expect((await run('query', succeeded, sql, '--format', 'csv')).stdout).toMatch(/^EVENT_TYPE,n,f\n\w+,\d+,0\.1\n/);
		const rows = JSON.parse((await run('query', succeeded, sql, '--format', 'json')).stdout);
		expect(rows[0]).toEqual({ EVENT_TYPE: expect.any(String), n: expect.any(Number), f: 0.1 });
		const wrong = await run('query', succeeded, 'SELEC');
		expect(wrong).toMatchObject({ exitCode: 6, stdout: '', stderr: expect.stringContaining('Parser Error') });
		expect(wrong.stderr).not.toContain('    at ');
	});

	it('examine the account', async () => {
		const { stdout, exitCode } = await run('doctor');
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^OK +rule for stopped watches: watch-stopped is enabled$/m);
	});
});

describe('the commands that act', () => {
	it('start a watch again and follow it; the exit code says how it ended', async () => {
		const again = await run('start', failed, '--replay', '--follow');
		expect(again.exitCode).toBe(1);
		expect(again.stdout).toMatch(/^\d\d:\d\d:\d\d {2}DescribeExportJob: .*"CREATE FAILED"/m);
		expect(again.stdout).toMatch(/^State +FAILED$/m);
		expect((await run('follow', succeeded)).exitCode).toBe(0);
	});

	it('stop nothing that has ended, and start nothing that does not exist', async () => {
		expect(await run('stop', failed)).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('no watch of') });
		expect(await run('start', 'nope')).toMatchObject({
			exitCode: 6,
			stderr: expect.stringContaining('no export job nope'),
		});
		expect(await run('start', failed, '--deadline', '1s')).toMatchObject({
			exitCode: 2,
			stderr: expect.stringContaining('deadlineSeconds must be'),
		});
	});

	it('export datasets and follow them to the end', async () => {
		const role = 'arn:aws:iam::000000000000:role/Export';
		const { exitCode, stdout } = await run(
			'export',
			'demo/ITEMS',
			'--to',
			's3://exports/x/',
			'--role',
			role,
			'--follow',
		);
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^SUCCEEDED +x-items-|^SUCCEEDED +\S+items/m);
		const wrong = await run('export', 'demo/ITEMS', '--group', 'demo', '--to', 'x', '--role', role);
		expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('outputPath must be an S3 folder') });
	});

	it('adopt what nobody watches', async () => {
		expect(await run('adopt')).toMatchObject({
			exitCode: 0,
			stdout: expect.stringContaining('No job was without a watch.'),
		});
	});
});
