import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { DatasetManifest } from '#contracts/dataset.ts';
import { createDatasetCalls } from '#functions/process-export/publish-dataset/publish-calls.ts';

const manifest = { publication: 'a1b2', location: 's3://p/d/' } as DatasetManifest;
const named = (name: string) => Object.assign(new Error('as the test has it'), { name });

/** Puts the manifest to an S3 that answers the write with an error, and in which some text stands. */
const putManifest = async (failure: Error | undefined, standing = '', replacedETag?: string) => {
	const conditions: unknown[] = [];
	let body: unknown;
	const send = async (command: unknown) => {
		if (command instanceof PutObjectCommand) {
			const { IfMatch, IfNoneMatch, Body } = command.input;
			conditions.push(IfMatch ?? IfNoneMatch);
			body = Body;
			if (failure) throw failure;
			return {};
		}
		expect(command).toBeInstanceOf(GetObjectCommand);
		return { Body: { transformToString: async () => (standing === 'own' ? body : standing) } };
	};
	const folder = { bucket: 'p', prefix: 'd/' };
	const calls = createDatasetCalls({ send } as unknown as S3Client, folder, folder, new AbortController().signal);
	return { isPublished: await calls.putManifest(manifest, replacedETag), conditions };
};

describe('the manifest of a dataset', () => {
	it('is written if none stands, or if the one that was listed still does', async () => {
		expect(await putManifest(undefined)).toEqual({ isPublished: true, conditions: ['*'] });
		expect(await putManifest(undefined, '', 'e1')).toEqual({ isPublished: true, conditions: ['"e1"'] });
	});

	it.each(['PreconditionFailed', 'NoSuchKey'])('is not published after %s, if another stands', async (name) => {
		expect(await putManifest(named(name), '{}', 'e1')).toMatchObject({ isPublished: false });
	});

	it('is published after PreconditionFailed if it is the one that stands: the first answer was lost', async () => {
		expect(await putManifest(named('PreconditionFailed'), 'own', 'e1')).toMatchObject({ isPublished: true });
	});

	it('is tried again while S3 says that another write goes on', async () => {
		await expect(putManifest(named('ConditionalRequestConflict'), '', 'e1')).rejects.toMatchObject({
			name: 'ServiceUnavailable',
		});
	});
});
