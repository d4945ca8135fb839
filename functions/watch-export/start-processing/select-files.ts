import type { Manifest } from '#contracts/manifest.ts';
import type { DatasetExportJob } from '#contracts/watch.ts';
import type { ListedObject } from '../../shared/list-objects.ts';

/** What of a folder's objects one job wrote. */
export interface Selection {
	readonly files: readonly ListedObject[];
	readonly excluded: Manifest['excluded'];
}

/** How far the clocks of Personalize and S3 are trusted to differ; a file lost is worse than a stranger's let in. */
const CLOCK_TOLERANCE_MILLISECONDS = 5_000;

/**
 * Sorts the objects of the job's folder. Personalize does not publish how it names its files, so names decide nothing
 * but markers (a folder's own empty object; files and folders below it with a leading `_` or `.`, as Hadoop has them):
 * the job's own time decides.
 */
export const selectFiles = (objects: readonly ListedObject[], prefix: string, job: DatasetExportJob): Selection => {
	const files: ListedObject[] = [];
	const excluded: Manifest['excluded'] = [];
	for (const object of objects) {
		const reason = reasonToExclude({ ...object, name: object.key.slice(prefix.length) }, job);
		if (reason) excluded.push({ key: object.key, reason });
		else files.push(object);
	}
	return { files, excluded };
};

const reasonToExclude = (
	{ name, key, size, lastModified }: ListedObject & { readonly name: string },
	{ creationDateTime, lastUpdatedDateTime }: DatasetExportJob,
): Manifest['excluded'][number]['reason'] | undefined => {
	if (key.endsWith('/') && size === 0) return 'FOLDER_MARKER';
	if (/(?:^|\/)[_.]/.test(name)) return 'MARKER_FILE';
	// S3 gives whole seconds: a file of the second in which the job was created may be its own.
	if (creationDateTime && lastModified.getTime() < Math.floor(Date.parse(creationDateTime) / 1000) * 1000) {
		return 'OLDER_THAN_THE_JOB';
	}
	if (lastUpdatedDateTime && lastModified.getTime() > Date.parse(lastUpdatedDateTime) + CLOCK_TOLERANCE_MILLISECONDS) {
		return 'YOUNGER_THAN_THE_JOB';
	}
	return undefined;
};

/** Left out by its time: where such are all there is, the times may be what is wrong. */
export const isOfAnotherTime = ({ reason }: Manifest['excluded'][number]): boolean =>
	reason === 'OLDER_THAN_THE_JOB' || reason === 'YOUNGER_THAN_THE_JOB';
