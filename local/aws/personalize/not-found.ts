import { AwsError } from '../aws-json.ts';

/** No such thing here, or one of another account or Region. */
export const notFound = (resourceArn: string): AwsError =>
	new AwsError('ResourceNotFoundException', `Resource Arn ${resourceArn} does not exist.`);
