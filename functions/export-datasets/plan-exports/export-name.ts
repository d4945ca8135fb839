import { createHash } from 'node:crypto';
import { MAX_JOB_NAME_CHARACTERS } from '#contracts/vocabulary.ts';

/**
 * A job name that a person can read and that no other execution gives: `<prefix><group>-<type>-<yyyymmdd>-<hhmmss>-<8 of a hash>`.
 * The same execution gets the same name again, so that a repeated step does not plan a second job.
 */
export const exportName = ({
	datasetArn,
	datasetType,
	namePrefix,
	executionArn,
	startedAt,
}: {
	readonly datasetArn: string;
	readonly datasetType: string;
	/** Of the scope, so that the job is within it. */
	readonly namePrefix: string;
	readonly executionArn: string;
	readonly startedAt: string;
}): string => {
	const group = datasetArn.split('/')[1] ?? 'export';
	const time = startedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
	const hash = createHash('sha256').update(`${executionArn} ${datasetArn}`).digest('hex').slice(0, 8);
	const tail = `-${datasetType.toLowerCase()}-${time}-${hash}`.replaceAll(/[^a-zA-Z0-9_-]/g, '-');
	return `${`${namePrefix}${group}`.slice(0, MAX_JOB_NAME_CHARACTERS - tail.length)}${tail}`;
};
