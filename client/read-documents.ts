import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { type DatasetManifest, recordedDataset } from '#contracts/dataset.ts';
import type { Manifest } from '#contracts/manifest.ts';
import type { Profile } from '#functions/process-export/publish-dataset/make-profile.ts';
import { readS3Location, type S3Location } from '#functions/shared/s3-location.ts';
import type { Account } from './account.ts';
import { NotThere } from './errors.ts';
import { nameJob, readJobStatus } from './jobs.ts';
import { readRecord } from './read-watch.ts';

/** @throws NotThere, JobNotFound, BadRequest */
export const readManifest = async (account: Account, job: string): Promise<Manifest> => {
	const named = nameJob(account, job);
	const record = await readRecord(account, named);
	const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(record?.manifest ?? '') ?? [];
	if (bucket && key) return (await readJson(account, bucket, key)) as Manifest;
	if (record?.processing === 'NO_FILES') throw new NotThere(`the export ${named.jobName} wrote no files`);
	const status = record?.outcome ?? (await readJobStatus(account, named));
	throw new NotThere(
		`the export ${named.jobName} has no list of files: ${record ? 'its outcome' : 'it is unwatched, and its status'} is ${status}`,
	);
};

/** The documents of a processed dataset. */
export interface Dataset {
	readonly manifest: DatasetManifest;
	readonly profile: Profile;
}

/** @throws NotThere, JobNotFound, BadRequest */
export const readDataset = async (account: Account, job: string): Promise<Dataset> => {
	const { manifest, location } = await readDatasetManifest(account, job);
	const profile = await readJson(account, location.bucket, `${location.prefix}${manifest.profile}`);
	return { manifest, profile: profile as Profile };
};

/** @throws NotThere, JobNotFound, BadRequest */
export const readDatasetManifest = async (
	account: Account,
	job: string,
): Promise<{ readonly manifest: DatasetManifest; readonly location: S3Location }> => {
	const named = nameJob(account, job);
	const record = await readRecord(account, named);
	const dataset = recordedDataset.safeParse(record?.dataset).data;
	const location = readS3Location(dataset?.location);
	if (!location) {
		if (!record) await readJobStatus(account, named);
		throw new NotThere(
			`the export ${named.jobName} has no processed dataset: ${whyNone(record?.processing, dataset?.reason)}`,
		);
	}
	const manifest = await readJson(account, location.bucket, `${location.prefix}_manifest.json`);
	return { manifest: manifest as DatasetManifest, location };
};

const whyNone = (processing: string | undefined, reason: string | undefined): string => {
	if (reason) return reason;
	if (processing === 'NO_FILES') return 'it wrote no files';
	return processing ? 'its processing has not ended' : 'its files were not processed';
};

const readJson = async ({ s3 }: Account, bucket: string, key: string): Promise<unknown> => {
	try {
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		return JSON.parse((await Body?.transformToString()) ?? 'null');
	} catch (error) {
		if (!(error instanceof NoSuchKey)) throw error;
		throw new NotThere(`s3://${bucket}/${key} is no longer there; a lifecycle rule or a person has removed it`);
	}
};
