import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const local = (...options: string[]) => runCommand('local', ...options);

/** The demo takes half a minute of real time, and much longer on a busy machine. */
const PATIENCE = { timeout: 300_000 };

describe('exportwatch local, which npm start runs', () => {
	it('says what it can do', async () => {
		expect(await local('--help')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('--exit'), stderr: '' });
	});

	it.each([
		[['--exot'], "unknown option '--exot'"],
		[['--port', 'x'], "'x' is invalid"],
		[['--port', '70000'], "'70000' is invalid"],
		[['more'], 'too many arguments'],
	])('refuses %j without a stack', async (options, reason) => {
		const { exitCode, stderr } = await local(...options);
		expect(exitCode).toBe(2);
		expect(stderr).toContain(reason);
		expect(stderr).toContain('exportwatch --help');
		expect(stderr).not.toContain('    at ');
	});

	it('refuses a handler that is not there, before it starts anything', async () => {
		const { exitCode, stdout, stderr } = await local('--on-failure', 'gone.ts');
		expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
		expect(stderr).toMatch(/^the handler gone\.ts does not exist; give a module /);
	});

	it('says which port is in use and how to take another, without a stack', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => void server.close());
		const { port } = server.address() as AddressInfo;
		const { exitCode, stderr } = await local('--port', String(port));
		expect({ exitCode, stderr }).toEqual({
			exitCode: 6,
			stderr: `port ${port} is in use; stop the program that listens there, or take another port: --port ${port + 1}\n`,
		});
	});

	it('shows how four exports end, each with its outcome, and how to see more until Ctrl-C', PATIENCE, async () => {
		const { exitCode, stdout, stderr } = await runCommand('local', '--port', '0', {
			interruptAfter: 'Ctrl-C stops them.',
		});
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
		expect(stdout.match(/^SUCCEEDED +demo-/gm)).toHaveLength(3);
		expect(stdout).toMatch(/^FAILED +users-nightly +8s$/m);
		expect(stdout).toMatch(/s3:\/\/processed\/datasets\/demo\/ITEMS\/export=demo-items-/);
		const [, port] = /listens on http:\/\/127\.0\.0\.1:(\d+)\./.exec(stdout) ?? [];
		expect(stdout).toContain(`npx exportwatch show users-nightly --port ${port}`);
		expect(stdout).toContain('The embedded AWS has stopped; its data is gone.');
	});

	it('does not report success if it is interrupted before the outcomes', PATIENCE, async () => {
		const { exitCode, stdout } = await runCommand('local', '--exit', '--port', '0', { interruptAfter: 'listens on' });
		expect(exitCode).toBe(130);
		expect(stdout).toContain('The embedded AWS has stopped; its data is gone.');
	});
});
