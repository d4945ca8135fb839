import { expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws({ requestRate: { perSecond: 1e-9, burst: 0 } });

it('a watch that is throttled for minutes breaks, and says how long and how often it tried', async () => {
	const job = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/busy';
	const { error, cause } = await aws.endOf(await aws.startWatch(job));
	expect(error).toBe('WatchBroken');
	expect(cause).toMatch(
		/^ServiceThrottled: Personalize DescribeDatasetExportJob was throttled: .* \(tried 21 times; no answer for \d+ min/,
	);
	expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN', reason: cause });
	expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN' }]);
});
