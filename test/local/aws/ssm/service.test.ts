import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { installation, installationParameter } from '#contracts/installation.ts';
import { parameters } from '../../../../local/aws/ssm/parameters.ts';
import { createSsm } from '../../../../local/aws/ssm/service.ts';
import { serveGateway } from '../../../support/served-gateway.ts';

const createdAt = new Date('2026-03-01T02:00:00Z');

const serve = async () => {
	const port = await serveGateway({ ssm: createSsm(parameters, createdAt) });
	const client = new SSMClient({
		endpoint: `http://127.0.0.1:${port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
	});
	return async (Name: string) => (await client.send(new GetParameterCommand({ Name }))).Parameter;
};

describe('GetParameter', () => {
	it('tells where everything of the default instance is', async () => {
		const getParameter = await serve();

		const { Value = '', ...parameter } = (await getParameter(installationParameter())) ?? {};

		expect(parameter).toEqual({
			Name: '/exportwatch/default',
			Type: 'String',
			Version: 1,
			LastModifiedDate: createdAt,
			ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/exportwatch/default',
			DataType: 'text',
		});
		expect(installation.parse(JSON.parse(Value))).toMatchObject({
			stateMachines: { WatchExport: 'arn:aws:states:us-east-1:000000000000:stateMachine:WatchExport' },
			table: 'ExportJobs',
			buckets: { exports: ['exports'] },
		});
	});

	it.each(['/exportwatch/other', 'constructor'])('knows no parameter %s', async (name) => {
		const getParameter = await serve();
		await expect(getParameter(name)).rejects.toMatchObject({
			name: 'ParameterNotFound',
			message: expect.stringContaining('/exportwatch/default'),
		});
	});

	it('refuses an empty name', async () => {
		const getParameter = await serve();
		await expect(getParameter('')).rejects.toMatchObject({ name: 'ValidationException' });
	});
});
