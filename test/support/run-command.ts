import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

interface Options {
	/** Presses Ctrl-C once the command has printed this. */
	readonly interruptAfter?: string;
	readonly env?: NodeJS.ProcessEnv;
}

/** Runs `exportwatch` in a process of its own, without the AWS settings of the tests. */
export const runCommand = async (...args: readonly (string | Options)[]) => {
	const { interruptAfter, env }: Options = args.find((arg) => typeof arg === 'object') ?? {};
	const settings = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
	const child = spawn(process.execPath, ['command/exportwatch.ts', ...args.filter((arg) => typeof arg === 'string')], {
		env: { ...Object.fromEntries(settings), AWS_EC2_METADATA_DISABLED: 'true', ...env },
	});
	child.stdout.on('data', (chunk: Buffer) => {
		if (interruptAfter && String(chunk).includes(interruptAfter)) child.kill('SIGINT');
	});
	const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
	return { stdout, stderr, exitCode: exitCode as number };
};
