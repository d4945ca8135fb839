import { z } from 'zod';
import { AwsError, createAwsJsonService, type ServiceHandler } from '../shared/aws-json.ts';
import { arn } from '../shared/names.ts';
import { createRequestParser } from '../shared/parse-request.ts';

const getParameterRequest = z.object({
	Name: z.string().min(1, 'Member must have length greater than or equal to 1'),
});

const parse = createRequestParser('ValidationException');

/** The Parameter Store of Systems Manager, with these parameters and no others. */
export const createSsm = (parameters: Readonly<Record<string, string>>, createdAt: Date): ServiceHandler =>
	createAwsJsonService({
		targetPrefix: 'AmazonSSM',
		version: '1.1',
		operations: {
			GetParameter: (input) => {
				const { Name } = parse(getParameterRequest, input);
				if (!Object.hasOwn(parameters, Name)) {
					const known = Object.keys(parameters).join(', ');
					throw new AwsError('ParameterNotFound', `Parameter ${Name} not found; the embedded AWS has ${known}`);
				}
				return {
					Parameter: {
						Name,
						Type: 'String',
						Value: parameters[Name],
						Version: 1,
						LastModifiedDate: createdAt,
						ARN: arn('ssm', `parameter${Name}`),
						DataType: 'text',
					},
				};
			},
		},
	});
