import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { duckdbEnvironment } from '#contracts/vocabulary.ts';
import { settings } from '#functions/process-export/convert-files/settings.ts';
import { embeddedEnvironment } from '../../local/aws/embedded-environment.ts';
import type { Store } from './store.ts';

export interface Measurement {
	readonly seconds: number;
	readonly cpuSeconds: number;
	/** Largest resident set of the process. */
	readonly peakMebibytes: number;
}

/** Runs one contender in a process of its own. */
export const measure = async (name: string, folder: string, { endpoint, planSha256 }: Store): Promise<Measurement> => {
	const file = fileURLToPath(new URL('./contender.ts', import.meta.url));
	const env = {
		...process.env,
		...embeddedEnvironment(endpoint),
		AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
		POWERTOOLS_LOG_LEVEL: 'SILENT',
		PROCESSED_PATH: 's3://processed/',
		...duckdbEnvironment(settings),
	};
	const { stdout } = await promisify(execFile)(process.execPath, [file, name, folder, planSha256], { env });
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};
