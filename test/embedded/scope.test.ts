import { DisableRuleCommand, EnableRuleCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it, vi } from 'vitest';
import { arn, datasetGroupName } from '../../local/aws/shared/names.ts';
import { useEmbeddedAws } from '../support/embedded.ts';

const scope = {
	datasetGroupArns: [arn('personalize', `dataset-group/${datasetGroupName}`)],
	jobNamePrefix: 'team-a-',
};
const aws = useEmbeddedAws({ scope });
const createExport = (jobName: string) => aws.createExport({ seconds: '30' }, { jobName });

describe('an ExportWatch with a scope', () => {
	it('watches a job within it, started by the rule', async () => {
		const job = await createExport('team-a-1');
		const [watch = ''] = await aws.watchesOf(job);
		expect((await aws.endOf(watch)).status).toBe('SUCCEEDED');
	});

	it('leaves a job outside it alone, in the rule and in the sweep', async () => {
		const job = await createExport('team-b-1');
		vi.setSystemTime(Date.now() + 3_600_000);
		expect((await aws.sweep()).adopted).toEqual([]);
		expect(await aws.watchesOf(job, 0)).toEqual([]);
	});

	it('adopts a job within it that the rule has missed', async () => {
		const { eventBridge } = aws.clients();
		await eventBridge.send(new DisableRuleCommand({ Name: 'export-job-api-call' }));
		const job = await createExport('team-a-2');
		await createExport('team-b-2');
		await eventBridge.send(new EnableRuleCommand({ Name: 'export-job-api-call' }));
		vi.setSystemTime(Date.now() + 3_600_000);
		expect((await aws.sweep()).adopted).toEqual([job]);
	});

	it('says why it watches no job of which an event does not name the dataset', async () => {
		const datasetExportJobArn = arn('personalize', 'dataset-export-job/team-a-3');
		const Detail = JSON.stringify({ datasetExportJobArn });
		const entry = { Source: 'my.team', DetailType: 'Dataset Export Job Created', Detail };
		await aws.clients().eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
		const [execution = ''] = await aws.watchesOf(datasetExportJobArn);
		const { status, output } = await aws.endOf(execution);
		expect(status).toBe('SUCCEEDED');
		expect(output).toContain('put datasetArn into the event');
	});

	it('watches any job that a person names', async () => {
		const datasetExportJobArn = await createExport('team-b-3');
		const watch = await aws.startWatch({ datasetExportJobArn });
		expect((await aws.endOf(watch)).status).toBe('SUCCEEDED');
	});

	it('exports its datasets under names within it, and no other group', async () => {
		const execution = await aws.startExports();
		expect((await aws.endOf(execution)).status).toBe('SUCCEEDED');
		for (const job of await aws.jobsOf(execution)) expect(job).toContain('dataset-export-job/team-a-demo-');
		const other = await aws.startExports({ datasetGroupArn: arn('personalize', 'dataset-group/other') });
		expect((await aws.endOf(other)).cause).toContain('outside the scope');
	});
});
