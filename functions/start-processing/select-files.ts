import type { Manifest } from '../shared/contracts/manifest.ts';
import type { DatasetExportJob } from '../shared/contracts/watch.ts';

export interface ListedObject {
	readonly key: string;
	readonly size: number;
	readonly eTag: string;
	readonly lastModified: Date;
}

/** What of a folder's objects one job wrote. */
export interface Selection {
	readonly files: readonly ListedObject[];
	readonly leftOut: Manifest['leftOut'];
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
	const leftOut: Manifest['leftOut'] = [];
	for (const object of objects) {
		const why = whyNotOfJob({ ...object, name: object.key.slice(prefix.length) }, job);
		if (why) leftOut.push({ key: object.key, why });
		else files.push(object);
	}
	return { files, leftOut };
};

const whyNotOfJob = (
	{ name, key, size, lastModified }: ListedObject & { readonly name: string },
	{ creationDateTime, lastUpdatedDateTime }: DatasetExportJob,
): Manifest['leftOut'][number]['why'] | undefined => {
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
export const isOfAnotherTime = ({ why }: Manifest['leftOut'][number]): boolean =>
	why === 'OLDER_THAN_THE_JOB' || why === 'YOUNGER_THAN_THE_JOB';
