import { DescribeStateMachineForExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { LRUCache } from 'lru-cache';
import { MAX_KEPT_EXECUTIONS } from './executions.ts';

/** Reads the definition with which an execution began. It never changes, so it is asked for once. */
export const createDefinitions = (client: SFNClient): ((executionArn: string) => Promise<string>) => {
	const kept = new LRUCache<string, string>({ max: MAX_KEPT_EXECUTIONS });
	return async (executionArn) => {
		const definition = kept.get(executionArn) ?? (await describe(client, executionArn));
		kept.set(executionArn, definition);
		return definition;
	};
};

const describe = async (client: SFNClient, executionArn: string): Promise<string> =>
	(await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).definition ?? '';
