import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Sweep } from '#functions/watch-export/adopt-exports/adopt-exports.ts';
import type { Account } from './account.ts';
import { SweepFailed } from './errors.ts';

/** @throws SweepFailed */
export const adoptExports = async ({ lambda, installation }: Account): Promise<Sweep> => {
	const answer = await lambda.send(new InvokeCommand({ FunctionName: installation.functions.AdoptExports }));
	const payload = JSON.parse(answer.Payload?.transformToString() ?? 'null');
	if (answer.FunctionError) throw new SweepFailed(`${payload?.errorType}: ${payload?.errorMessage}`);
	return payload as Sweep;
};
