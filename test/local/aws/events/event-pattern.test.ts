import { describe, expect, it } from 'vitest';
import { matchesPattern, readEventPattern } from '../../../../local/aws/events/event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => matchesPattern(readEventPattern(pattern), event);

describe('an event pattern', () => {
	it.each([
		[{ source: ['a', 'b'] }, { source: 'b' }, true],
		[{ source: ['a'] }, { source: 'A' }, false],
		[{ detail: { eventName: ['x'] } }, { detail: { eventName: 'x', more: 1 } }, true],
		[{ detail: { eventName: ['x'] } }, { detail: null }, false],
		[{ detail: { eventName: ['x'] } }, {}, false],
		[{ resources: ['r1'] }, { resources: ['r0', 'r1'] }, true],
		[{ detail: { count: [1, null, true] } }, { detail: { count: null } }, true],
		[{ detail: { count: [1] } }, { detail: { count: '1' } }, false],
		[{}, { anything: 1 }, true],
	])('%j on %j: %s', (pattern, event, expected) => {
		expect(matches(pattern, event)).toBe(expected);
	});

	it.each([
		[{ source: [{ prefix: 'aws.' }] }, 'the pattern.source must list exact values'],
		[{ detail: { x: [{ exists: false }] } }, 'the pattern.detail.x must list exact values'],
		[{ source: 'aws.personalize' }, 'the pattern.source must be an object'],
		[{ source: [] }, 'the pattern.source must list exact values'],
		['source', 'the pattern must be an object'],
	])('%j is refused rather than matched wrongly', (pattern, reason) => {
		expect(() => readEventPattern(pattern)).toThrow(reason);
	});
});
