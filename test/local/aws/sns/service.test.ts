import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { startFauxqs } from '../../../../local/aws/emulators.ts';
import { systemClock } from '../../../../local/aws/shared/clock.ts';
import { createSns } from '../../../../local/aws/sns/service.ts';
import { serveGateway } from '../../../support/served-gateway.ts';

const serve = async () => {
	const port = await serveGateway({ sns: createSns(await startFauxqs(), systemClock) });
	const client = new SNSClient({
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
	});
	const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 'outcomes' }));
	return (message: object) => client.send(new PublishCommand({ TopicArn, Message: '', ...message }));
};

describe('the embedded SNS', () => {
	it('takes a message of 256 KiB, even if each of its bytes is written with three', async () => {
		const publish = await serve();
		await publish({ Message: '<'.repeat(256 * 1024) });
	});

	it('refuses a larger one', async () => {
		const publish = await serve();
		await expect(publish({ Message: 'x'.repeat(256 * 1024 + 1) })).rejects.toThrow('too long');
	});

	it('refuses a larger one for several protocols, even if a queue gets less', async () => {
		const publish = await serve();
		const Message = JSON.stringify({ default: 'x'.repeat(256 * 1024), sqs: 'short' });
		await expect(publish({ Message, MessageStructure: 'json' })).rejects.toThrow('too long');
	});

	it('refuses a form that is larger than any message', async () => {
		const publish = await serve();
		await expect(publish({ Message: 'x'.repeat(2_000_000) })).rejects.toMatchObject({
			name: 'RequestEntityTooLarge',
			message: expect.stringContaining('1048576 bytes'),
		});
	});
});
