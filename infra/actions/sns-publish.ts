import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { USE_DATA_KEYS, useOfKey } from '../access/key-access.ts';
import type { ExportActionConfig, IExportAction } from './export-action.ts';

/** Publishes the message of the outcome to another topic: text for people, JSON for machines. */
export class SnsPublish implements IExportAction {
	private readonly topic: ITopic;

	constructor(topic: ITopic) {
		this.topic = topic;
	}

	bind(): ExportActionConfig {
		const { topicArn: target, masterKey: key, env } = this.topic;
		const statements = [
			new PolicyStatement({ actions: ['sns:Publish'], resources: [target] }),
			...(key ? [useOfKey('sns', key, USE_DATA_KEYS)] : []),
		];
		return { type: 'TOPIC', target, region: env.region, statements };
	}
}
