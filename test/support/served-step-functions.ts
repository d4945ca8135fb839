import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	DescribeExecutionCommand,
	type DescribeExecutionOutput,
	type HistoryEvent,
	paginateGetExecutionHistory,
	SFNClient,
	StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { onTestFinished } from 'vitest';
import { arn } from '../../local/aws/shared/names.ts';
import { createStepFunctions, type InvokeFunction } from '../../local/aws/step-functions/service.ts';

type Dependencies = Parameters<typeof createStepFunctions>[0];

export const stateMachineArn = (name: string) => arn('states', `stateMachine:${name}`);
export const executionArn = (machine: string, name: string) => arn('states', `execution:${machine}:${name}`);

/** States of which the first is where it starts. */
export const machine = (States: Record<string, unknown>, fields: Record<string, unknown> = {}) => ({
	StartAt: Object.keys(States)[0],
	States,
	...fields,
});

export const lambdaTask = (FunctionName: string, fields: Record<string, unknown> = { End: true }) => ({
	Type: 'Task',
	Resource: 'arn:aws:states:::lambda:invoke',
	Parameters: { FunctionName, 'Payload.$': '$' },
	TimeoutSeconds: 5,
	...fields,
});

export const neverAnswers: InvokeFunction = () => new Promise(() => {});

/** The service with these machines over real HTTP, until the test is over. */
export const serveStepFunctions = async (
	machines: Record<string, unknown>,
	dependencies: Partial<Omit<Dependencies, 'stateMachines'>> = {},
) => {
	const service = createStepFunctions({
		stateMachines: Object.fromEntries(Object.entries(machines).map(([name, asl]) => [name, JSON.stringify(asl)])),
		invokeFunction: async (_arn, payload) => payload,
		now: () => new Date(),
		...dependencies,
	});
	const server = createServer(service.handle).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const client = new SFNClient({
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		region: 'us-east-1',
		credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
	});
	onTestFinished(async () => {
		client.destroy();
		await service.close();
		server.close();
	});

	const start = async (name: string, input: unknown = {}) => {
		const command = new StartExecutionCommand({ stateMachineArn: stateMachineArn(name), input: JSON.stringify(input) });
		const { executionArn: arn } = await client.send(command);
		return arn as string;
	};
	const describe = (arn: string) => client.send(new DescribeExecutionCommand({ executionArn: arn }));
	const ended = async (arn: string): Promise<DescribeExecutionOutput> => {
		const description = await describe(arn);
		if (description.status !== 'RUNNING') return description;
		await new Promise((resolve) => setTimeout(resolve, 10));
		return ended(arn);
	};
	const history = async (arn: string): Promise<HistoryEvent[]> => {
		const events: HistoryEvent[] = [];
		const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn: arn });
		for await (const page of pages) events.push(...(page.events ?? []));
		return events;
	};
	return {
		client,
		service,
		start,
		describe,
		ended,
		history,
		run: async (name: string, input: unknown = {}) => ended(await start(name, input)),
	};
};
