import { execFileSync } from 'node:child_process';

const LOAD = `
	const begun = process.hrtime.bigint();
	require(process.argv[1]);
	process.stdout.write(String(Number(process.hrtime.bigint() - begun) / 1e6));
	process.exit();
`;

/** How long a fresh process takes to load a file with the flags that Lambda is given. */
export const loadMilliseconds = (file: string, environment: Readonly<Record<string, string>>): number =>
	Number(
		execFileSync(process.execPath, ['--enable-source-maps', '--eval', LOAD, file], {
			env: { ...environment, AWS_REGION: 'us-east-1', PATH: process.env.PATH },
			encoding: 'utf8',
		}),
	);

export const median = (values: readonly number[]): number => {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
