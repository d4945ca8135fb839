import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { arn } from '../../local/aws/shared/names.ts';
import { runCommand } from '../support/run-command.ts';

/** In real time: a watch is stopped while its job runs, and a skipped clock would jump to the end of the job. */
let aws: EmbeddedAws;
beforeAll(async () => {
	aws = await startEmbeddedAws({ port: 0, hasPast: true });
});
afterAll(() => aws.close());

const setRule = async (Name: string, isEnabled: boolean) =>
	new EventBridgeClient({}).send(isEnabled ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name }));

const ITEMS = arn('personalize', 'dataset/demo/ITEMS');
const ROLE = 'arn:aws:iam::000000000000:role/Export';
const smoke = (...args: readonly (string | { readonly interruptAfter: string })[]) =>
	runCommand('smoke', ITEMS, '--role', ROLE, '--port', new URL(aws.endpoint).port, ...args);

const expectNothingLeft = async () => {
	const { QueueUrls = [] } = await new SQSClient({}).send(new ListQueuesCommand({}));
	expect(QueueUrls.filter((url) => url.includes('smoke'))).toEqual([]);
	const { Subscriptions = [] } = await new SNSClient({}).send(new ListSubscriptionsCommand({}));
	expect(Subscriptions.filter(({ Endpoint }) => Endpoint?.includes('smoke'))).toEqual([]);
};

describe('the smoke test', () => {
	it('finds that all is well on the embedded AWS, and leaves nothing that it made to see it', async () => {
		const { exitCode, stdout, stderr } = await smoke('--yes', '--delete-files');
		expect(stderr).toBe('');
		expect(stdout).not.toMatch(/^(PROBLEM|UNKNOWN)/m);
		for (const line of [
			/^OK +export: created arn:/m,
			/^OK +start: the rule started the watch$/m,
			/^OK +tags in CloudTrail: are hidden, as expected: "HIDDEN_DUE_TO_SECURITY_REASONS"$/m,
			/^OK +record: SUCCEEDED after \d+ polls$/m,
			/^OK +message about SUCCEEDED: came over the topic$/m,
			/^OK +event about SUCCEEDED: was taken by EventBridge as [\w-]+, .* UnknownOperationException$/m,
			/^OK +manifest: 3 files of \d+ bytes$/m,
			/^OK +processed dataset: 3 parts in Parquet$/m,
			/^OK +sweep: \d+ jobs listed, 0 others adopted; it left this export alone$/m,
			/^OK +stopped watch: recorded as BROKEN: WatchStopped: the execution was stopped: stopped by exportwatch smoke/m,
			/^OK +message about BROKEN: came over the topic$/m,
			/^OK +event about BROKEN: /m,
		]) {
			expect(stdout).toMatch(line);
		}
		expect(exitCode).toBe(0);
		await expectNothingLeft();
		const files = new ListObjectsV2Command({ Bucket: 'exports', Prefix: 'smoke/' });
		expect((await new S3Client({ forcePathStyle: true }).send(files)).Contents).toBeUndefined();
	}, 180_000);

	it('says what it would do and what it costs, and does nothing without a yes', async () => {
		const { exitCode, stdout, stderr } = await smoke();
		expect(exitCode).toBe(2);
		expect(stdout).toMatch(/^- creates two export jobs of all data of arn:.*\/ITEMS, below s3:\/\/exports\/smoke\//m);
		expect(stdout).toMatch(/^- costs less than a cent /m);
		expect(stdout).not.toContain('created arn:');
		expect(stderr).toContain('--yes');
	});

	it('finds that the rules start and report nothing, and says what to do', async () => {
		for (const rule of ['export-job-api-call', 'watch-stopped']) await setRule(rule, false);
		const { exitCode, stdout } = await smoke('--yes', '--wait', '2s');
		for (const rule of ['export-job-api-call', 'watch-stopped']) await setRule(rule, true);
		expect(exitCode).toBe(1);
		expect(stdout).toMatch(
			/^PROBLEM +start: no rule started a watch within 2 s; it was started by hand\n +What to do: /m,
		);
		expect(stdout).toMatch(/^OK +record: SUCCEEDED/m);
		expect(stdout).toMatch(/^PROBLEM +stopped watch: nobody recorded that it was stopped\n +What to do: /m);
		await expectNothingLeft();
	}, 180_000);

	it('says what Personalize refuses, and cleans up', async () => {
		const { exitCode, stdout } = await runCommand(
			...['smoke', ITEMS.replace('ITEMS', 'NONE'), '--role', ROLE, '--yes'],
			...['--port', new URL(aws.endpoint).port],
		);
		expect(exitCode).toBe(1);
		expect(stdout).toMatch(/^PROBLEM +AWS: \w+Exception: /m);
		await expectNothingLeft();
	});

	it('cleans up after Ctrl-C', async () => {
		const { exitCode } = await smoke('--yes', { interruptAfter: 'created arn:' });
		expect(exitCode).toBe(130);
		await expectNothingLeft();
	});
});
