import type { DatasetExportJob } from '#contracts/watch.ts';
import { jobOf } from '../support/builders.ts';
import type { Life } from './life.ts';
import { dateAt, secondsSinceBeginning } from './virtual-time.ts';

export const FAILURE_REASON = 'Access denied: s3:PutObject';

/** The job of a life at this moment. */
export const jobNow = ({
	job: { seconds, end, oddAfterSeconds = Number.POSITIVE_INFINITY },
}: Life): DatasetExportJob => {
	const age = secondsSinceBeginning(new Date());
	const inProgressAfter = Math.min(60, seconds / 2);
	const at = (status: string, changed: number) =>
		jobOf({
			status,
			creationDateTime: dateAt(0).toISOString(),
			lastUpdatedDateTime: dateAt(changed).toISOString(),
			...(status === 'CREATE FAILED' && { failureReason: FAILURE_REASON }),
		});
	if (age >= seconds) return at(end, seconds);
	if (age >= oddAfterSeconds) return at('CREATE HALTED', oddAfterSeconds);
	return age < inProgressAfter ? at('CREATE PENDING', 0) : at('CREATE IN_PROGRESS', inProgressAfter);
};
