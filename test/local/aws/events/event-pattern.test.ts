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
		[{ role: [{ 'anything-but': ['a', 'b'] }] }, { role: 'c' }, true],
		[{ role: [{ 'anything-but': ['a', 'b'] }] }, { role: 'b' }, false],
		[{ role: [{ 'anything-but': ['a'] }] }, { role: null }, true],
		[{ role: [{ 'anything-but': ['a'] }] }, {}, false],
		[{ role: [{ 'anything-but': ['a'] }] }, { role: ['a', 'c'] }, true],
		[{ user: { role: [{ exists: false }] } }, { user: 'x' }, true],
		[{ user: { role: [{ exists: false }] } }, {}, true],
		[{ user: { role: [{ exists: false }] } }, { user: { role: null } }, false],
		[{ role: [{ exists: true }] }, { role: 0 }, true],
		[{ role: [{ exists: true }] }, {}, false],
		[{ name: [{ prefix: 'team-a-' }] }, { name: 'team-a-items' }, true],
		[{ name: [{ prefix: 'team-a-' }] }, { name: 'team-b-items' }, false],
		[{ name: [{ prefix: 'team-a-' }] }, {}, false],
		[{ name: [{ prefix: '1' }] }, { name: 12 }, false],
		[{ arn: [{ wildcard: '*:job/a-*' }] }, { arn: 'arn:x:job/a-1' }, true],
		[{ arn: [{ wildcard: '*:job/a-*' }] }, { arn: 'arn:x:job/b-1' }, false],
		[{ arn: [{ wildcard: 'arn' }] }, { arn: 'arn:x' }, false],
		[{ arn: [{ wildcard: 'a*b*c' }] }, { arn: 'a-c' }, false],
		[{ arn: [{ wildcard: 'a*b*c' }] }, { arn: 'a-bb-c' }, true],
		[{ arn: [{ wildcard: 'ab*bc' }] }, { arn: 'abc' }, false],
		[{ role: [{ exists: false }, { 'anything-but': ['a'] }] }, {}, true],
		[{ role: [{ exists: false }, { 'anything-but': ['a'] }] }, { role: 'a' }, false],
	])('%j on %j: %s', (pattern, event, expected) => {
		expect(matches(pattern, event)).toBe(expected);
	});

	it.each([
		[{ source: [{ suffix: 'aws.' }] }, 'the pattern.source must list exact values'],
		[{ source: [{ prefix: { 'equals-ignore-case': 'a' } }] }, 'the pattern.source must list exact values'],
		[{ source: [{ wildcard: 'a**' }] }, 'the pattern.source must list exact values'],
		[{ detail: { x: [{ 'anything-but': { prefix: 'a' } }] } }, 'the pattern.detail.x must list exact values'],
		[{ $or: [{ source: ['a'] }] }, 'the pattern.$or must list exact values'],
		[{ source: [{ exists: false, 'anything-but': ['a'] }] }, 'the pattern.source must list exact values'],
		[{ source: 'aws.personalize' }, 'the pattern.source must be an object'],
		[{ source: [] }, 'the pattern.source must list exact values'],
		['source', 'the pattern must be an object'],
	])('%j is refused rather than matched wrongly', (pattern, reason) => {
		expect(() => readEventPattern(pattern)).toThrow(reason);
	});
});
