import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';

const start = async (...options: string[]) => {
	const child = spawn(process.execPath, ['local/start.ts', ...options]);
	const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
	return { stdout, stderr, exitCode };
};

describe('npm start', () => {
	it('says what it can do', async () => {
		expect(await start('--help')).toMatchObject({
			exitCode: 0,
			stdout: expect.stringContaining('--port 4600'),
			stderr: '',
		});
	});

	it.each([
		[['--exot'], "Unknown option '--exot'"],
		[['--port', 'x'], 'not "x"'],
		[['--port', '70000'], 'not "70000"'],
		[['more'], 'more'],
	])('refuses %j with its help and without a stack', async (options, reason) => {
		const { exitCode, stderr } = await start(...options);
		expect(exitCode).toBe(2);
		expect(stderr).toContain(reason);
		expect(stderr).toContain('npm start -- --exit');
		expect(stderr).not.toContain('    at ');
	});

	it('says which port is in use and how to take another, without a stack', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => void server.close());
		const { port } = server.address() as AddressInfo;
		const { exitCode, stderr } = await start('--port', String(port));
		expect({ exitCode, stderr }).toEqual({
			exitCode: 1,
			stderr: `port ${port} is in use; stop the program that listens there, or take another port: npm start -- --port ${port + 1}\n`,
		});
	});
});
