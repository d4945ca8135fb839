import { DescribeStateMachineForExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { keepNewest } from './keep-newest.ts';

/** Reads the definition with which an execution began. It never changes, so it is asked for once. */
export const createDefinitions = (client: SFNClient): ((executionArn: string) => Promise<string>) => {
	const kept = new Map<string, string>();
	return async (executionArn) => {
		const definition = kept.get(executionArn) ?? (await describe(client, executionArn));
		keepNewest(kept, executionArn, definition);
		return definition;
	};
};

const describe = async (client: SFNClient, executionArn: string): Promise<string> =>
	(await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).definition ?? '';
