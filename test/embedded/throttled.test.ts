import { expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws({ requestRate: { perSecond: 1e-9, burst: 0 } });

it('a watch that is throttled polls on until its deadline, then breaks and says what it could not see', async () => {
	const job = 'arn:aws:personalize:us-east-1:000000000000:dataset-export-job/busy';
	const { error, cause } = await aws.endOf(await aws.startWatch(job));
	expect(error).toBe('WatchBroken');
	expect(cause).toMatch(
		/^UnansweredUntilDeadline: no answer to \d+ polls for 1 day, until the deadline of 1 day had passed; none was answered before; Personalize DescribeDatasetExportJob was throttled: /,
	);
	expect(await aws.recordOf(job)).toMatchObject({ outcome: 'BROKEN', reason: cause });
	expect(await aws.notificationsOf(job)).toMatchObject([{ outcome: 'BROKEN' }]);
});
