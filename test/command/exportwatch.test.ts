import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const home = { HOME: '/nonexistent' };
const keys = { ...home, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

describe('exportwatch', () => {
	it('lists its commands', async () => {
		const { exitCode, stdout } = await runCommand('--help');
		expect(exitCode).toBe(0);
		for (const name of [
			'ls',
			'show',
			'follow',
			'start',
			'stop',
			'export',
			'files',
			'query',
			'adopt',
			'doctor',
			'local',
		]) {
			expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
		}
	});

	it.each([
		[[], 'Usage: exportwatch'],
		[['shwo'], 'Did you mean show?'],
		[['show'], "missing required argument 'job'"],
		[['ls', '--since', '2'], 'It must be a number with a unit'],
		[['ls', '--since', '2 parsecs'], 'It must be a number with a unit'],
		[['ls', '--limit', '0'], 'It must be a whole number from 1'],
		[['query', 'job', '--format', 'xml'], 'Allowed choices are table, csv, json'],
		[['export', '--group', 'demo'], "required option '--to <path>' not specified"],
	])('refuses %j with what is wrong', async (args, message) => {
		const { exitCode, stderr } = await runCommand(...args);
		expect(exitCode).toBe(2);
		expect(stderr).toContain(message);
		expect(stderr).not.toContain('    at ');
	});

	it('says that nothing listens at the port', async () => {
		expect(await runCommand('ls', '--port', '1')).toEqual({
			exitCode: 6,
			stdout: '',
			stderr: 'nothing listens at http://127.0.0.1:1; start the embedded AWS with exportwatch local\n',
		});
	});

	it('says that another program has the port', async () => {
		const server = createServer((_request, response) => response.writeHead(200).end('<html>'));
		await once(server.listen(0, '127.0.0.1'), 'listening');
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const { exitCode, stderr } = await runCommand('ls', '--port', String((server.address() as AddressInfo).port));
		expect(exitCode).toBe(6);
		expect(stderr).toContain('does not answer as AWS does; another program may have its port');
	});

	it.each([
		['no Region', home, 'no AWS Region: set AWS_REGION or AWS_PROFILE'],
		['no URL', { ...keys, AWS_ENDPOINT_URL: 'nonsense' }, 'AWS_ENDPOINT_URL must be a URL'],
		['no credentials', { ...home, AWS_REGION: 'us-east-1' }, 'no AWS credentials: '],
	])('says that there is %s', async (_what, env, message) => {
		const { exitCode, stderr } = await runCommand('ls', { env });
		expect(exitCode).toBe(6);
		expect(stderr).toContain(message);
		expect(stderr.trim().split('\n')).toHaveLength(1);
	});
});
