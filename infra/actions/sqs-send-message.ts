import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { USE_DATA_KEYS, useOfKey } from '../access/key-access.ts';
import type { ExportActionConfig, IExportAction } from './export-action.ts';

/** Sends the notification to a queue as JSON. */
export class SqsSendMessage implements IExportAction {
	private readonly queue: IQueue;

	constructor(queue: IQueue) {
		this.queue = queue;
	}

	bind(): ExportActionConfig {
		const { queueArn, queueUrl: target, encryptionMasterKey: key, env } = this.queue;
		const statements = [
			new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }),
			...(key ? [useOfKey('sqs', key, USE_DATA_KEYS)] : []),
		];
		return { type: 'QUEUE', target, region: env.region, statements };
	}
}
