import { GetRoleCommand, type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { type Finding, ok, problem } from './finding.ts';
import { allows } from './policies.ts';

/** Whether the service roles of recent exports let Personalize write to the buckets. */
export const examineExportRoles = async (
	iam: IAMClient,
	roleArns: readonly string[],
	buckets: readonly string[],
): Promise<readonly Finding[]> => (await Promise.all(roleArns.map((arn) => examineRole(iam, arn, buckets)))).flat();

const examineRole = async (
	iam: IAMClient,
	roleArn: string,
	buckets: readonly string[],
): Promise<readonly Finding[]> => {
	const RoleName = roleArn.split('/').at(-1) ?? '';
	const subject = `service role ${RoleName}`;
	const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
	// IAM answers with the document URL-encoded
	const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
	if (!allows(trust || undefined, 'personalize.amazonaws.com', 'sts:AssumeRole')) {
		return [problem(subject, 'Personalize may not assume it', 'trust personalize.amazonaws.com with sts:AssumeRole')];
	}
	const denied: string[] = [];
	for (const bucket of buckets) {
		const [, partition] = roleArn.split(':');
		const bucketArn = `arn:${partition}:s3:::${bucket}`;
		for (const [action, resource] of [
			['s3:PutObject', `${bucketArn}/*`],
			['s3:ListBucket', bucketArn],
		] as const) {
			const simulation = { PolicySourceArn: roleArn, ActionNames: [action], ResourceArns: [resource] };
			const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(simulation));
			if (EvaluationResults[0]?.EvalDecision !== 'allowed') denied.push(`${action} on ${resource}`);
		}
	}
	return [
		denied.length === 0
			? ok(subject, `it may write to ${buckets.join(' and ')}`)
			: problem(subject, `it may not ${denied.join(', nor ')}`, 'add this to its policy'),
	];
};
