import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { createHandler } from '#functions/shared/create-handler.ts';
import { ServiceThrottled } from '#functions/shared/errors.ts';
import { FUNCTION_ARN } from '../../support/builders.ts';

const contextWith = (remainingMilliseconds: number) =>
	({ invokedFunctionArn: FUNCTION_ARN, getRemainingTimeInMillis: () => remainingMilliseconds }) as Context;
const input = z.object({ jobName: z.string() });

describe('createHandler', () => {
	beforeEach(() => {
		for (const level of ['warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
		return () => vi.restoreAllMocks();
	});

	it('gives the parsed input and the ARN of the function to the work', async () => {
		const handler = createHandler(input, async ({ jobName }, { functionArn }) => ({ jobName, functionArn }));
		const answer = await handler({ jobName: 'nightly', novel: 1 }, contextWith(25_000));
		expect(answer).toEqual({ jobName: 'nightly', functionArn: FUNCTION_ARN });
	});

	it('fails with StepInputInvalid for an input that its contract does not allow', async () => {
		const handler = createHandler(input, async () => undefined);
		await expect(handler({}, contextWith(25_000))).rejects.toMatchObject({
			name: 'StepInputInvalid',
			message: expect.stringContaining('jobName'),
		});
	});

	it.each([
		[
			'warns of an error that the workflow retries',
			new ServiceThrottled('S3 PutObject', new Error('slow down')),
			'warn',
		],
		['logs any other error as an error', new Error('broken'), 'error'],
	] as const)('%s, and rethrows it', async (_title, error, level) => {
		const handler = createHandler(input, async () => Promise.reject(error));
		await expect(handler({ jobName: 'nightly' }, contextWith(25_000))).rejects.toBe(error);
		expect(Logger.prototype[level]).toHaveBeenCalledOnce();
	});

	it.each([['x'], ['漢'], ['"'], ['\u0001'], ['\uD83D'], ['\n    at ']])(
		'keeps an error with a message of 300,000 times %j short enough for a Cause, with its name',
		async (text) => {
			const handler = createHandler(input, async () => {
				throw new ServiceThrottled('S3 PutObject', new Error(text.repeat(300_000)));
			});
			const error: Error = await handler({ jobName: 'nightly' }, contextWith(25_000)).then(
				() => expect.fail('it does not fail'),
				(thrown) => thrown,
			);
			expect(error).toMatchObject({ name: 'ServiceThrottled', message: expect.stringMatching(/^S3 PutObject was/) });
			const { name: errorType, message: errorMessage } = error;
			expect(JSON.stringify({ errorType, errorMessage }).length).toBeLessThan(32_768);
		},
	);

	it('logs the stack of an error and leaves it out of the Cause, which people read', async () => {
		const stacks: unknown[] = [];
		vi.mocked(Logger.prototype.error).mockImplementation(
			(...logged: unknown[]) => void stacks.push((logged[1] as Error).stack),
		);
		const error = new Error('broken');
		const handler = createHandler(input, async () => Promise.reject(error));
		await expect(handler({ jobName: 'nightly' }, contextWith(25_000))).rejects.toBe(error);
		expect(stacks).toEqual([expect.stringMatching(/^Error: broken\n {4}at /)]);
		expect(error.stack).toBeUndefined();
	});

	it('keeps the name that a service gives to an error short enough for a state', async () => {
		const handler = createHandler(input, async () => {
			throw Object.assign(new Error('m'), { name: '\uD83D'.repeat(300_000) });
		});
		const error: Error = await handler({ jobName: 'nightly' }, contextWith(25_000)).then(
			() => expect.fail('it does not fail'),
			(thrown) => thrown,
		);
		expect(error.name).toMatch(/^\uFFFD{200,} … \[cut\]$/);
		expect(error.name.length).toBeLessThanOrEqual(256);
	});

	it('aborts the work and fails with ServiceUnavailable a second before the timeout of the function', async () => {
		let isAborted = false;
		const handler = createHandler(input, (_input, { signal }) => {
			signal.addEventListener('abort', () => {
				isAborted = true;
			});
			return new Promise(() => {});
		});
		await expect(handler({ jobName: 'nightly' }, contextWith(1_020))).rejects.toMatchObject({
			name: 'ServiceUnavailable',
		});
		expect(isAborted).toBe(true);
	});
});
