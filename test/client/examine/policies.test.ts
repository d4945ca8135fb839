import { describe, expect, it } from 'vitest';
import { allows } from '#client/examine/policies.ts';

const policy = (statement: object) => JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
const Principal = { Service: 'personalize.amazonaws.com' };
const isAllowed = (text: string | undefined) => allows(text, 'personalize.amazonaws.com', 's3:PutObject');

describe('allows', () => {
	it.each([
		['names the action', { Principal, Action: 's3:PutObject' }],
		['names it among others, in another case', { Principal, Action: ['s3:ListBucket', 'S3:putobject'] }],
		['has a wildcard', { Principal, Action: 's3:Put*' }],
		['names the service among others', { Principal: { Service: ['x', Principal.Service] }, Action: '*' }],
		['is for everybody', { Principal: '*', Action: 's3:PutObject' }],
	])('finds a statement that %s', (_what, statement) => {
		expect(isAllowed(policy(statement))).toBe(true);
	});

	it.each([
		['denies', policy({ Principal, Action: '*', Effect: 'Deny' })],
		['is for another service', policy({ Principal: { Service: 'x' }, Action: '*' })],
		['is for another action', policy({ Principal, Action: ['s3:GetObject', 's3:Get*'] })],
		['is not there', undefined],
	])('finds none if the policy %s', (_what, text) => {
		expect(isAllowed(text)).toBe(false);
	});

	it('refuses an answer that is no policy', () => {
		expect(() => isAllowed('<xml>')).toThrow('the answer is no policy');
	});
});
