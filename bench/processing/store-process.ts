import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Column, SourceFile } from '#contracts/dataset-run.ts';
import { createStagedCalls } from '#functions/process-export/staged-calls.ts';
import { stagingFolder } from '#functions/process-export/staging.ts';
import { startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { HEADER } from './generate-interactions.ts';

const [, , folder = ''] = process.argv;
const { endpoint } = await startEmbeddedAws({ port: 0 });
const s3 = new S3Client({ forcePathStyle: true });

const head: Pick<SourceFile, 'header' | 'rowsAt' | 'lineEnd'> = {
	header: [...HEADER],
	rowsAt: { line: 2, byte: HEADER.join(',').length + 1 },
	lineEnd: '\n',
};
const files: SourceFile[] = [];
for (const [index, name] of readdirSync(folder).sort().entries()) {
	const key = `bench/${name}`;
	const target = { Bucket: 'exports', Key: key };
	const path = join(folder, name);
	await new Upload({ client: s3, params: { ...target, Body: createReadStream(path) }, partSize: 8 << 20 }).done();
	const { ETag = '' } = await s3.send(new HeadObjectCommand(target));
	const eTag = ETag.replaceAll('"', '');
	files.push({ index, bucket: 'exports', key, size: statSync(path).size, eTag, isGzip: false, ...head });
}
const types = { TIMESTAMP: 'BIGINT', EVENT_VALUE: 'FLOAT' } as const;
const columns = HEADER.map((name): Column => {
	const type = name in types ? types[name as keyof typeof types] : 'VARCHAR';
	return { name, type, required: name !== 'EVENT_VALUE', from: 'SCHEMA' };
});
const staging = stagingFolder({ bucket: 'processed', prefix: '' }, 'bench');
const { putBatch, putPlan } = createStagedCalls(s3, staging, new AbortController().signal);
const batches = [await putBatch(0, { files })];
const planSha256 = await putPlan({ datasetExportJobArn: 'bench', columns, schema: {}, batches });
process.send?.({ endpoint, planSha256 });
