import { functionOfAccessKey } from '../lambda/function-credentials.ts';
import { account, partition, roleArnOf, roleNameOf } from '../shared/names.ts';

/** The caller as CloudTrail names it: the role of a function, or else a person with a user of their own. */
export const userIdentityOf = (accessKeyId: string, now: Date): object => {
	const functionName = functionOfAccessKey(accessKeyId);
	if (!functionName) {
		const userName = accessKeyId;
		const arn = `arn:${partition}:iam::${account}:user/${userName}`;
		return { type: 'IAMUser', principalId: userName, arn, accountId: account, accessKeyId, userName };
	}
	const userName = roleNameOf(functionName);
	return {
		type: 'AssumedRole',
		principalId: `${userName}:${functionName}`,
		arn: `arn:${partition}:sts::${account}:assumed-role/${userName}/${functionName}`,
		accountId: account,
		accessKeyId,
		sessionContext: {
			sessionIssuer: {
				type: 'Role',
				principalId: userName,
				arn: roleArnOf(functionName),
				accountId: account,
				userName,
			},
			attributes: { creationDate: `${now.toISOString().slice(0, 19)}Z`, mfaAuthenticated: 'false' },
		},
	};
};
