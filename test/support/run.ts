import { execFileSync } from 'node:child_process';

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws Error with everything that the program printed, if it fails
 */
export const run = (
	folder: string,
	program: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {},
): string => {
	try {
		const env = { ...process.env, ...environment };
		return execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
	} catch (error) {
		const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
		throw new Error(`${program} ${args.join(' ')} failed\n${stdout}\n${stderr}`, { cause: error });
	}
};
