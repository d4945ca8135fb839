const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * The services of the embedded AWS, and the largest request body that each takes. Where a quota is for a message and not
 * for a request, there is room for the message as the protocol writes it, and the service itself counts the message.
 */
export const maxBodyBytes = {
	// fauxqs takes no more, AWS takes 5 GiB (quotas of Amazon S3, "single PUT")
	s3: 11 * MIB,
	// "Invocation payload: 6 MB synchronous"; an MB is 1,024 KB there (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits)
	lambda: 6 * MIB,
	// "a single call to BatchWriteItem can transmit up to 16MB" (API reference); items of at most 400 KB
	dynamodb: 16 * MIB,
	// "Maximum request size: 1 MB" (docs.aws.amazon.com/step-functions/latest/dg/service-quotas)
	states: 1 * MIB,
	// ten entries of 256 KB (API reference of PutEvents), and a backslash before every other character
	events: 6 * MIB,
	// 256 KiB (API reference of Publish and PublishBatch), and three characters for each byte of a form
	sns: 1 * MIB,
	// 1 MiB (API reference of SendMessageBatch), and six characters of JSON for two bytes that are written as \uXXXX
	sqs: 4 * MIB,
	// not published; the largest valid request is CreateDatasetExportJob with 200 tags, less than 0.5 MiB
	personalize: 1 * MIB,
	// not published; GetCallerIdentity takes no parameter
	sts: 64 * KIB,
	// not published; GetParameter takes a name of at most 2,048 characters
	ssm: 64 * KIB,
} as const;

export type ServiceName = keyof typeof maxBodyBytes;
