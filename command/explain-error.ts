import { BadRequest, ClientError } from '#client/errors.ts';
import { BadDataFolder } from '../local/load-data.ts';
import { BadHandlerFile } from '../local/own-handlers.ts';
import { PortInUse } from '../local/server.ts';
import { exitCodes } from './exit-codes.ts';

/** Peers of the package, which few commands need: DuckDB has native code of 70 MB, and the CDK is larger still. */
const peers = ['@duckdb/node-api', 'aws-cdk-lib', 'constructs'];

interface Explanation {
	readonly message: string;
	readonly exitCode: number;
}

/** What a person can cause, in words; undefined for a defect of this program. */
export const explainError = (error: unknown): Explanation | undefined => {
	if (!(error instanceof Error)) return undefined;
	if (error instanceof BadRequest || error instanceof BadDataFolder || error instanceof BadHandlerFile) {
		return { message: error.message, exitCode: exitCodes.WRONG_USE };
	}
	const message = messageOf(error);
	return message === undefined ? undefined : { message, exitCode: exitCodes.NO_ANSWER };
};

const messageOf = (error: Error): string | undefined => {
	if (error instanceof ClientError || error instanceof PortInUse) return error.message;
	const endpoint = process.env.AWS_ENDPOINT_URL ?? 'the address of AWS';
	const [firstLine = ''] = error.message.split('\n');
	if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
		return `no AWS credentials: ${firstLine}; sign in and set AWS_PROFILE, or ask an embedded AWS with --port 4566`;
	}
	if (firstLine === 'Region is missing') {
		return 'no AWS Region: set AWS_REGION or AWS_PROFILE, or ask an embedded AWS with --port 4566';
	}
	const { code } = error as NodeJS.ErrnoException;
	const missing = code === 'ERR_MODULE_NOT_FOUND' && peers.find((peer) => firstLine.includes(`'${peer}'`));
	if (missing) return `this command needs ${missing}, which is not installed: npm install --save-dev ${missing}`;
	if (code === 'ERR_INVALID_URL')
		return `AWS_ENDPOINT_URL must be a URL, as http://127.0.0.1:4566, not ${JSON.stringify(endpoint)}`;
	if (code === 'ECONNREFUSED') return `nothing listens at ${endpoint}; start the embedded AWS with exportwatch local`;
	if (code && /^E[A-Z]+$/.test(code)) return `${endpoint} cannot be reached: ${code} ${firstLine}`.trim();
	if ('$metadata' in error || '$response' in error || '$fault' in error) return answerOf(error, endpoint, firstLine);
	return undefined;
};

/** A server answered, but not what was asked for. */
const answerOf = (error: Error, endpoint: string, firstLine: string): string =>
	'$fault' in error && error.name !== 'Unknown'
		? `AWS refused: ${error.name}: ${firstLine}`
		: `what listens at ${endpoint} does not answer as AWS does; another program may have its port`;
