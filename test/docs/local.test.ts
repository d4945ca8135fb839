import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it, vi } from 'vitest';
import { createEvents } from '../../local/aws/events/service.ts';
import { createPersonalize } from '../../local/aws/personalize/service.ts';
import { systemClock } from '../../local/aws/shared/clock.ts';
import { createStepFunctions } from '../../local/aws/step-functions/service.ts';

const served = vi.hoisted(() => new Map<string, readonly string[]>());

vi.mock('../../local/aws/shared/aws-json.ts', async (importOriginal) => ({
	...(await importOriginal<object>()),
	createAwsJsonService: ({ targetPrefix, operations }: { targetPrefix: string; operations: object }) => {
		served.set(targetPrefix, Object.keys(operations).sort());
		return () => {};
	},
}));

const now = () => new Date();
createEvents({ rules: [], now });
createPersonalize({
	s3: new S3Client({}),
	clock: systemClock,
	onApiCall: () => {},
});
createStepFunctions({ stateMachines: {}, invokeFunction: async () => null, now });

it.each([
	['Personalize', 'AmazonPersonalize'],
	['Step Functions', 'AWSStepFunctions'],
	['EventBridge', 'AWSEvents'],
])('docs/local.md names the operations of %s that the embedded AWS has', (service, targetPrefix) => {
	const row = new RegExp(`^\\| ${service} \\| (.*) \\|$`, 'm').exec(readFileSync('docs/local.md', 'utf8'))?.[1] ?? '';
	expect([...row.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()).toEqual(served.get(targetPrefix));
});
