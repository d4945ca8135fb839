import { GetFunctionCommand, InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { functionSpecs } from '../../../../local/aws/lambda/functions.ts';
import { createLambda } from '../../../../local/aws/lambda/service.ts';
import { httpRequest, sendRaw, signedFor } from '../../../support/raw-http.ts';
import { serveGateway } from '../../../support/served-gateway.ts';

const serve = async () => {
	const port = await serveGateway({ lambda: createLambda(async (_functionArn, payload) => payload, functionSpecs) });
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
		['RequestResponse', 6 * 1024 * 1024, 200],
		['Event', 1024 * 1024, 202],
	] as const)('takes the largest payload of %s, and refuses a larger one', async (type, bytes, status) => {
		const client = await serve();
		expect((await client.send(invoke(bytes, type))).StatusCode).toBe(status);
		await expect(client.send(invoke(bytes + 1, type))).rejects.toMatchObject({
			name: 'RequestTooLargeException',
			message: expect.stringContaining(`${bytes} bytes`),
		});
	});
});

describe('ListFunctions', () => {
	it('gives every function in pages, with its settings', async () => {
		const client = await serve();
		const first = await client.send(new ListFunctionsCommand({ MaxItems: 2 }));
		const rest = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));

		expect(first.Functions).toHaveLength(2);
		expect(rest.NextMarker).toBeUndefined();
		expect([...(first.Functions ?? []), ...(rest.Functions ?? [])].map(({ FunctionName }) => FunctionName)).toEqual(
			Object.keys(functionSpecs),
		);
		expect(first.Functions?.[0]).toMatchObject({
			FunctionName: 'AcceptTrigger',
			FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:AcceptTrigger',
			Version: '$LATEST',
			Timeout: expect.any(Number),
			MemorySize: expect.any(Number),
		});
	});

	it.each([{ Marker: 'made up' }, { MaxItems: 0 }])('refuses %o', async (request) => {
		const client = await serve();
		await expect(client.send(new ListFunctionsCommand(request))).rejects.toMatchObject({
			name: 'InvalidParameterValueException',
		});
	});
});

describe('the embedded Lambda', () => {
	it('names its operations to who calls another', async () => {
		const client = await serve();
		await expect(client.send(new GetFunctionCommand({ FunctionName: 'AcceptTrigger' }))).rejects.toMatchObject({
			name: 'UnknownOperationException',
			message: expect.stringContaining('Invoke and ListFunctions'),
		});
	});

	it('does not find a function whose name is no percent encoding', async () => {
		const port = await serveGateway({ lambda: createLambda(async (_functionArn, payload) => payload, functionSpecs) });
		const headers = [`Host: 127.0.0.1:${port}`, `Authorization: ${signedFor('lambda')}`, 'Content-Length: 2'];
		const answer = await sendRaw(
			port,
			httpRequest('POST /2015-03-31/functions/%zz/invocations HTTP/1.1', headers, '{}'),
		);
		expect(answer).toMatch(/^HTTP\/1\.1 404 /);
		expect(answer).toContain('Function not found: arn:aws:lambda:us-east-1:000000000000:function:%zz');
	});
});
