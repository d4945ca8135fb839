import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/aws/embedded-aws.ts';
import { publishTemplate } from '../../package/publish-template.ts';

const BUCKET = 'exports';

interface Resource {
	readonly Type: string;
	readonly Properties: Readonly<Record<string, { readonly S3Bucket: string; readonly S3Key: string }>>;
}

let aws: EmbeddedAws;
let template: { readonly Resources: Readonly<Record<string, Resource>>; readonly Rules?: unknown };

beforeAll(async () => {
	aws = await startEmbeddedAws({ port: 0 });
	template = JSON.parse(await publishTemplate(BUCKET));
});
afterAll(() => aws.close());

describe('a template for CloudFormation alone', () => {
	it('names the code of each function and layer in the bucket, where it lies as a zip file', async () => {
		const s3 = new S3Client({ forcePathStyle: true });
		const codes = Object.values(template.Resources).flatMap(({ Type, Properties }) => {
			if (Type === 'AWS::Lambda::Function') return Properties.Code ?? [];
			return Type === 'AWS::Lambda::LayerVersion' ? (Properties.Content ?? []) : [];
		});
		expect(codes.length).toBeGreaterThan(15);
		for (const { S3Bucket, S3Key } of codes) {
			expect(S3Bucket).toBe(BUCKET);
			expect(S3Key).toMatch(/^exportwatch\/[0-9a-f]{64}\.zip$/);
			const { ContentLength = 0 } = await s3.send(new HeadObjectCommand({ Bucket: S3Bucket, Key: S3Key }));
			expect(ContentLength, S3Key).toBeGreaterThan(1_000);
		}
	});

	it('asks for no bootstrapped account', () => {
		expect(template.Rules).toBeUndefined();
		expect(JSON.stringify(template)).not.toContain('cdk-bootstrap');
	});

	it('is refused for a bucket that does not exist', async () => {
		await expect(publishTemplate('no-such-bucket')).rejects.toThrow('no-such-bucket');
	});
});
