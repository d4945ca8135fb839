import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { exportPlan } from '#contracts/exports.ts';
import type { Scope } from '#contracts/scope.ts';
import { type Dataset, planExports } from '#functions/export-datasets/plan-exports/plan-exports.ts';
import { findOptionsProblem, withDefaults } from '#functions/shared/watch-defaults.ts';
import { acceptTrigger } from '#functions/watch-export/accept-trigger/accept-trigger.ts';
import { createRandom } from '../../../../local/aws/personalize/demo-data/random.ts';
import { ACCEPTING, EXECUTION_ARN, JOB_ARN } from '../../../support/builders.ts';
import { mutate, nested, randomJson } from '../../../support/random-json.ts';

const GROUP = 'arn:aws:personalize:us-east-1:000000000000:dataset-group/demo';
const datasetOf = (datasetType: string): Dataset => ({
	datasetArn: `arn:aws:personalize:us-east-1:000000000000:dataset/demo/${datasetType}`,
	datasetType,
	datasetGroupArn: GROUP,
});
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const REQUEST = {
	datasetGroupArn: GROUP,
	outputPath: 's3://exports/nightly/',
	roleArn: 'arn:aws:iam::000000000000:role/Export',
};

const plan = (request: unknown, datasets = ['INTERACTIONS', 'ITEMS', 'USERS'].map(datasetOf), scope: Scope = {}) =>
	planExports(
		{ request, executionArn: EXECUTION_ARN, startedAt: '2026-03-01T02:00:00.000Z' },
		{
			keyArns: [KEY],
			defaults: ACCEPTING.defaults,
			scope,
			listDatasets: async () => datasets,
			describeDataset: async (arn) => datasets.find(({ datasetArn }) => datasetArn === arn),
		},
	);
const reject = (reason: unknown) => ({ decision: 'REJECT', plan: {}, reason });

describe('the key', () => {
	it('is passed on if the writers and readers of exports may use it', async () => {
		const { plan: planned } = await plan({ ...REQUEST, kmsKeyArn: KEY });
		expect(planned?.exports.map(({ kmsKeyArn }) => kmsKeyArn)).toEqual([KEY, KEY, KEY]);
	});

	it('is refused if they may not', async () => {
		const kmsKeyArn = KEY.replace('key/k', 'key/other');
		expect(await plan({ ...REQUEST, kmsKeyArn })).toEqual(
			reject(expect.stringMatching(/^kmsKeyArn .*key\/other.* exportKeys; allowed are .*key\/k/)),
		);
	});
});

describe('options that no watch can have', () => {
	it.each([[{ poll: { maxSeconds: 43 } }], [{ deadlineSeconds: 2_000_000, poll: { maxSeconds: 600 } }]])(
		'are refused in the words of AcceptTrigger, without a look at the datasets: %j',
		async (options) => {
			const answer = await planExports(
				{ request: { ...REQUEST, ...options }, executionArn: EXECUTION_ARN, startedAt: '2026-03-01T02:00:00.000Z' },
				{
					keyArns: [],
					defaults: ACCEPTING.defaults,
					scope: {},
					listDatasets: () => Promise.reject(new Error('looked')),
					describeDataset: () => Promise.reject(new Error('looked')),
				},
			);
			const { reason } = acceptTrigger({ datasetExportJobArn: JOB_ARN, ...options }, ACCEPTING);
			expect(reason).toContain('the history of an execution has room for 2000');
			expect(answer).toEqual(reject(reason));
		},
	);

	it('are judged with the defaults of the watch', async () => {
		const defaults = { ...ACCEPTING.defaults, deadlineSeconds: 3_600 };
		const [short, long] = [{ maxSeconds: 2 }, { maxSeconds: 1 }].map((poll) =>
			findOptionsProblem(withDefaults({ poll }, defaults)),
		);
		expect(short).toBeUndefined();
		expect(long).toContain('takes 3600 polls');
	});
});

describe('the scope', () => {
	const scope = { datasetGroupArns: [GROUP] };

	it('lets datasets of its groups be exported, under names with its prefix', async () => {
		for (const request of [
			REQUEST,
			{ ...REQUEST, datasetGroupArn: undefined, datasetArns: [datasetOf('ITEMS').datasetArn] },
		]) {
			const answer = await plan(request, ['ITEMS'].map(datasetOf), { ...scope, jobNamePrefix: 'team-a-' });
			expect(answer.plan?.exports).toMatchObject([{ jobName: expect.stringMatching(/^team-a-demo-items-/) }]);
		}
	});

	it.each([
		[{ datasetGroupArn: `${GROUP}-2` }],
		[{ datasetGroupArn: undefined, datasetArns: [datasetOf('ITEMS').datasetArn.replace('demo', 'demo-2')] }],
	])('refuses %j without a look at them', async (other) => {
		const answer = await planExports(
			{ request: { ...REQUEST, ...other }, executionArn: EXECUTION_ARN, startedAt: '2026-03-01T02:00:00.000Z' },
			{
				keyArns: [],
				defaults: ACCEPTING.defaults,
				scope,
				listDatasets: () => Promise.reject(new Error('looked')),
				describeDataset: () => Promise.reject(new Error('looked')),
			},
		);
		expect(answer).toEqual(
			reject(expect.stringMatching(/demo-2.* is outside the scope of this ExportWatch, .*dataset-group\/demo"/)),
		);
	});
});

describe('the output path', () => {
	const longestName = 'demo-interactions-20260301-020000-01234567';

	it('becomes a folder for each job, with or without its last slash', async () => {
		for (const outputPath of ['s3://exports/nightly', 's3://exports/nightly/']) {
			const answer = await plan({ ...REQUEST, outputPath });
			expect(answer.plan?.exports.map((planned) => planned.outputPath)).toEqual(
				answer.plan?.exports.map(({ jobName }) => `s3://exports/nightly/${jobName}/`),
			);
		}
	});

	it('may be as long as Personalize allows with the name of the job in it', async () => {
		const longest = 256 - `${longestName}/`.length;
		const pathOf = (characters: number) => `s3://exports/${'x'.repeat(characters - 's3://exports//'.length)}/`;
		const fitting = await plan({ ...REQUEST, outputPath: pathOf(longest) });
		expect(Math.max(...(fitting.plan?.exports ?? []).map(({ outputPath }) => outputPath.length))).toBe(256);
		expect(await plan({ ...REQUEST, outputPath: pathOf(longest + 1) })).toEqual(
			reject(
				expect.stringMatching(
					/^outputPath is too long: with the folder demo-interactions-[\w-]+\/ in it, it has 257 characters, and Personalize allows 256; shorten it by 1$/,
				),
			),
		);
	});

	it('is refused without a look at the datasets if it is too long for any name', async () => {
		expect(await plan({ ...REQUEST, outputPath: `s3://exports/${'x'.repeat(250)}` }, [])).toEqual(
			reject(expect.stringContaining('outputPath must be an S3 folder as s3://bucket/folder/, at most 256 characters')),
		);
	});

	it.each([['/'], ['x'], ['😀'], ['\uD83D']])('of 255,000 times %j is refused at once', async (character) => {
		const start = performance.now();
		const answer = await plan({ ...REQUEST, outputPath: `s3://exports/${character.repeat(255_000)}` });
		expect(answer).toEqual(reject(expect.stringContaining('outputPath')));
		expect(performance.now() - start).toBeLessThan(1_000);
	});
});

describe('a plan', () => {
	const tagsOf = (character: string) =>
		Array.from({ length: 50 }, (_, at) => ({
			tagKey: `${at}`.padEnd(128, character),
			tagValue: character.repeat(256),
		}));

	it('takes as many and as long tags as AWS allows', async () => {
		expect(await plan({ ...REQUEST, tags: tagsOf('x') })).toMatchObject({ decision: 'EXPORT' });
	});

	it('is refused if the state of the execution has no room for it', async () => {
		expect(await plan({ ...REQUEST, tags: tagsOf('漢') })).toEqual(
			reject(expect.stringMatching(/^the plan of 3 exports has \d{6} bytes, .* shorten the tags/)),
		);
	});

	it('is refused for more datasets than can be described', async () => {
		const datasetArns = new Array(51).fill(datasetOf('ITEMS').datasetArn);
		expect(await plan({ ...REQUEST, datasetGroupArn: undefined, datasetArns })).toEqual(
			reject(expect.stringContaining('datasetArns must be a list of at most 50 dataset ARNs')),
		);
	});
});

describe('planExports', () => {
	const planning = z.discriminatedUnion('decision', [
		z.strictObject({ decision: z.literal('EXPORT'), plan: exportPlan, reason: z.literal('') }),
		z.strictObject({
			decision: z.literal('REJECT'),
			plan: z.strictObject({}),
			reason: z.string().check(
				z.minLength(10),
				z.maxLength(1_500),
				z.refine((reason) => reason.isWellFormed()),
			),
		}),
	]);
	const full = {
		...REQUEST,
		kmsKeyArn: KEY,
		ingestionMode: 'ALL',
		onPartialFailure: 'continue',
		tags: [{ tagKey: 'team', tagValue: 'data' }],
		deadlineSeconds: 3_600,
		poll: { minSeconds: 5, maxSeconds: 60 },
		AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: EXECUTION_ARN,
	};

	it.each([
		['arrays nested 5,000 deep', nested(5_000)],
		['objects nested 5,000 deep', nested(5_000, 'datasetGroupArn')],
		['a path nested 5,000 deep', { ...REQUEST, outputPath: nested(5_000) }],
		['50,000 tags', { ...REQUEST, tags: new Array(50_000).fill({}) }],
		['100,000 dataset ARNs', { ...REQUEST, datasetGroupArn: undefined, datasetArns: new Array(100_000).fill('x') }],
		['a role whose toString is no function', { ...REQUEST, roleArn: { toString: 1 } }],
		['an ARN of 256 KiB', { ...REQUEST, roleArn: `arn:aws:iam::000000000000:${'x'.repeat(262_144)}` }],
		['colons of 256 KiB', { ...REQUEST, roleArn: ':'.repeat(262_144) }],
		['the keys of a request as its prototype', JSON.parse(`{"__proto__": ${JSON.stringify(REQUEST)}}`)],
		['a key more that every object has', JSON.parse(`{"__proto__": 1, ${JSON.stringify(REQUEST).slice(1)}`)],
		['no request', undefined],
	])('refuses %s with a short reason', async (_what, request) => {
		const start = performance.now();
		const answer = await plan(request);
		expect(planning.safeParse(answer).error?.issues).toBeUndefined();
		expect(answer.decision).toBe('REJECT');
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	it.each([1, 2])('answers any JSON within its contract: seed %d', async (seed) => {
		const random = createRandom(seed);
		const keys = [...Object.keys(full), 'datasetArns', 'tagKey', 'minSeconds'];
		const decisions = new Set<string>();
		for (let time = 0; time < 2_000; time += 1) {
			const request = time % 4 === 0 ? randomJson(random, keys) : mutate(random, keys, full);
			const answer = await plan(request);
			expect(planning.safeParse(answer).error?.issues).toBeUndefined();
			decisions.add(answer.decision);
		}
		expect([...decisions].sort()).toEqual(['EXPORT', 'REJECT']);
	});
});
