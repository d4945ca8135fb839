import type { Manifest } from '#contracts/manifest.ts';
import type { DatasetExportJob } from '#contracts/watch.ts';
import type { ListedObject } from '../../shared/list-objects.ts';

interface Selection {
	readonly files: readonly ListedObject[];
	readonly excluded: Manifest['excluded'];
}

/** The clocks of Personalize and S3 may differ. To lose a file of the job is worse than to take a file of another. */
const CLOCK_TOLERANCE_MILLISECONDS = 5_000;

/**
 * Selects the files that the job wrote from the objects in its folder. Personalize does not publish how it names files, so
 * time decides: a file of the job was written between its creation and its last update. Only markers are known by name: the
 * empty object of a folder, and names below it that begin with `_` or `.`, as Hadoop's do.
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
	// S3 gives whole seconds, so a file from the second of the job's creation may be the job's.
	if (creationDateTime && lastModified.getTime() < Math.floor(Date.parse(creationDateTime) / 1000) * 1000) {
		return 'OLDER_THAN_THE_JOB';
	}
	if (lastUpdatedDateTime && lastModified.getTime() > Date.parse(lastUpdatedDateTime) + CLOCK_TOLERANCE_MILLISECONDS) {
		return 'YOUNGER_THAN_THE_JOB';
	}
	return undefined;
};

/** If all files are excluded by time, the times may be wrong. */
export const isExcludedByTime = ({ reason }: Manifest['excluded'][number]): boolean =>
	reason === 'OLDER_THAN_THE_JOB' || reason === 'YOUNGER_THAN_THE_JOB';
