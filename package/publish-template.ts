import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetManifest, AssetPublishing, DefaultAwsClient } from '@aws-cdk/cdk-assets-lib';
import { App, CliCredentialsStackSynthesizer } from 'aws-cdk-lib';
import { ClientError } from '../client/errors.ts';
import { ExportwatchStack } from '../infra/exportwatch-stack.ts';

const STACK = 'Exportwatch';

/**
 * Uploads the code of the functions to a bucket in the Region where the stack is to be deployed, and gives the template that
 * reads it there. CloudFormation deploys it without `cdk bootstrap`.
 *
 * @throws AssetsNotPublished if the bucket does not exist or cannot be written to
 */
export const publishTemplate = async (assetsBucket: string): Promise<string> => {
	const app = new App();
	const synthesizer = new CliCredentialsStackSynthesizer({
		fileAssetsBucketName: assetsBucket,
		bucketPrefix: 'exportwatch/',
	});
	new ExportwatchStack(app, STACK, { synthesizer });
	const { directory } = app.synth();

	const manifest = AssetManifest.fromFile(join(directory, `${STACK}.assets.json`));
	try {
		await new AssetPublishing(manifest, { aws: new DefaultAwsClient(), quiet: true }).publish();
	} catch (error) {
		throw new AssetsNotPublished(assetsBucket, error as Error);
	}
	return readFileSync(join(directory, `${STACK}.template.json`), 'utf8');
};

class AssetsNotPublished extends ClientError {
	override readonly name = 'AssetsNotPublished';

	constructor(bucket: string, cause: Error) {
		super(
			`the code of the functions cannot be uploaded to the bucket ${bucket}: ${cause.message.split('\n')[0]}; name a bucket that exists and that you may write to`,
			{ cause },
		);
	}
}
