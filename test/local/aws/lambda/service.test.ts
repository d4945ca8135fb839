import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createLambda } from '../../../../local/aws/lambda/service.ts';
import { serveGateway } from '../../../support/served-gateway.ts';

const serve = async () => {
	const port = await serveGateway({ lambda: createLambda(async (_functionArn, payload) => payload) });
	return new LambdaClient({
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
	});
};
const invoke = (bytes: number, InvocationType: 'Event' | 'RequestResponse') =>
	new InvokeCommand({ FunctionName: 'AcceptTrigger', InvocationType, Payload: JSON.stringify('x'.repeat(bytes - 2)) });

describe('Invoke', () => {
	it.each([
		['RequestResponse', 6 * 1024 * 1024],
		['Event', 1024 * 1024],
	] as const)('takes the largest payload of %s, and refuses a larger one', async (type, bytes) => {
		const client = await serve();
		expect((await client.send(invoke(bytes, type))).StatusCode).toBe(200);
		await expect(client.send(invoke(bytes + 1, type))).rejects.toMatchObject({
			name: 'RequestTooLargeException',
			message: expect.stringContaining(`${bytes} bytes`),
		});
	});
});
