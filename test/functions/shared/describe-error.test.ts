import { describe, expect, it } from 'vitest';
import { describeError } from '#functions/shared/describe-error.ts';

describe('describeError', () => {
	it.each([
		['the message of an error that a function threw', '{"errorType":"E","errorMessage":"no job"}', 'E: no job'],
		['a cause that is no JSON', 'stopped by hand', 'E: stopped by hand'],
		['JSON without a message', '{"Status":"FAILED"}', 'E: {"Status":"FAILED"}'],
		['no cause', '', 'E: no cause was given'],
	])('shows %s', (_cause, Cause, text) => {
		expect(describeError({ Error: 'E', Cause })).toBe(text);
	});
});
