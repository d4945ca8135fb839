import {
	type EventBridgeClient,
	ListRulesCommand,
	ListTargetsByRuleCommand,
	type Rule,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Installation } from '#contracts/installation.ts';
import { API_CALL_DETAIL_TYPE, JOB_CREATED_DETAIL_TYPE } from '#contracts/vocabulary.ts';
import { type Finding, ok, problem, unknown } from './finding.ts';

/** The rules of an installation, by a text in their pattern. */
const rulesOf = ({ stateMachines }: Installation) => [
	{ subject: 'rule for calls of CreateDatasetExportJob', texts: [API_CALL_DETAIL_TYPE, 'CreateDatasetExportJob'] },
	{ subject: `rule for the event ${JOB_CREATED_DETAIL_TYPE}`, texts: [JOB_CREATED_DETAIL_TYPE] },
	{ subject: 'rule for stopped watches', texts: [stateMachines.WatchExport] },
];

/** Whether the rules are there and enabled, and whether an event could not be delivered. */
export const examineRules = async (
	{ eventBridge, sqs }: { readonly eventBridge: EventBridgeClient; readonly sqs: SQSClient },
	installation: Installation,
): Promise<readonly Finding[]> => {
	const rules = await listRules(eventBridge);
	const findings: Finding[] = [];
	const queueArns = new Set<string>();
	for (const { subject, texts } of rulesOf(installation)) {
		const rule = rules.find(({ EventPattern = '' }) => texts.every((text) => EventPattern.includes(text)));
		findings.push(examineRule(subject, rule));
		const { Targets = [] } = rule ? await eventBridge.send(new ListTargetsByRuleCommand({ Rule: rule.Name })) : {};
		for (const { DeadLetterConfig } of Targets) if (DeadLetterConfig?.Arn) queueArns.add(DeadLetterConfig.Arn);
	}
	if (queueArns.size === 0) return [...findings, unknown('undelivered events', 'no rule has a dead-letter queue')];
	for (const arn of queueArns) findings.push(await examineQueue(sqs, arn));
	return findings;
};

const listRules = async (eventBridge: EventBridgeClient): Promise<readonly Rule[]> => {
	const rules: Rule[] = [];
	let NextToken: string | undefined;
	do {
		const page = await eventBridge.send(new ListRulesCommand({ NextToken }));
		rules.push(...(page.Rules ?? []));
		NextToken = page.NextToken;
	} while (NextToken);
	return rules;
};

const examineRule = (subject: string, rule: Rule | undefined): Finding => {
	if (!rule) return problem(subject, 'there is none', 'deploy Exportwatch again');
	if (rule.State === 'ENABLED' || rule.State === undefined) return ok(subject, `${rule.Name} is enabled`);
	return problem(subject, `${rule.Name} is ${rule.State}`, `aws events enable-rule --name ${rule.Name}`);
};

const examineQueue = async (sqs: SQSClient, arn: string): Promise<Finding> => {
	const subject = 'undelivered events';
	const [, , , , account, QueueName = ''] = arn.split(':');
	const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId: account }));
	const { Attributes } = await sqs.send(
		new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
	);
	const messages = Number(Attributes?.ApproximateNumberOfMessages);
	if (messages === 0) return ok(subject, `${QueueName} is empty`);
	return problem(subject, `${QueueName} has ${messages}`, 'see "Undelivered events" in docs/runbook.md');
};
