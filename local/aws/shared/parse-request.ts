import type { z } from 'zod';
import { AwsError } from './aws-json.ts';

/** The path of a member as AWS writes it: `tags.1.member.tagKey`, counted from one. */
const memberName = (path: readonly PropertyKey[]): string =>
	path.map((step) => (typeof step === 'number' ? `${step + 1}.member` : String(step))).join('.');

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const shown = (value: unknown): string => {
	if (isAbsent(value)) return 'null';
	return `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
};

const describeIssue = (issue: z.core.$ZodIssue): string => {
	const constraint = isAbsent(issue.input) ? 'Member must not be null' : issue.message;
	return `Value ${shown(issue.input)} at '${memberName(issue.path)}' failed to satisfy constraint: ${constraint}`;
};

/**
 * Reads a request by its schema and ignores unknown members, as AWS does. A wrong JSON type is a
 * `SerializationException`, any other fault is the service's own validation error in AWS's words.
 */
export const createRequestParser =
	(validationError: 'InvalidInputException' | 'InvalidParameterValueException' | 'ValidationException') =>
	<Schema extends z.ZodType>(schema: Schema, input: Readonly<Record<string, unknown>>): z.infer<Schema> => {
		const result = schema.safeParse(input, { reportInput: true });
		if (result.success) return result.data;

		const { issues } = result.error;
		const mistyped = issues.find((issue) => issue.code === 'invalid_type' && !isAbsent(issue.input));
		if (mistyped) {
			throw new AwsError(
				'SerializationException',
				`Value ${shown(mistyped.input)} at '${memberName(mistyped.path)}' has the wrong type: ${mistyped.message}`,
			);
		}
		throw new AwsError(
			validationError,
			`${issues.length} validation error${issues.length === 1 ? '' : 's'} detected: ${issues.map(describeIssue).join('; ')}`,
		);
	};
