import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { startOnce } from '#functions/watch-export/start-execution-call.ts';
import { refusing, serve } from '../../support/stub-service.ts';

describe('startOnce', () => {
	it('does not start an execution again that exists already, and does not fail', async () => {
		const stepFunctions = new SFNClient(await serve(refusing('ExecutionAlreadyExists')));
		expect(await startOnce(stepFunctions, 'arn', 'name', {}, new AbortController().signal)).toBeUndefined();
	});
});
