import { describe, expect, it } from 'vitest';
import { useEmbeddedAws } from '../support/embedded.ts';

const aws = useEmbeddedAws();

describe('a watch over real HTTP', () => {
	it('is started by the rule, follows the job to ACTIVE, records, tells once and starts processing', async () => {
		const job = await aws.createExport({ seconds: '900', parts: '5' });
		const [watch = ''] = await aws.watchesOf(job);
		const { status, output } = await aws.endOf(watch);
		expect(status).toBe('SUCCEEDED');
		expect(await aws.recordOf(job)).toMatchObject({ outcome: 'SUCCEEDED', durationSeconds: 900, fileCount: 5 });
		expect(await aws.manifestOf(job)).toMatchObject({ fileCount: 5, leftOut: [] });
		expect(await aws.noticesOf(job)).toMatchObject([{ outcome: 'SUCCEEDED', datasetExportJobArn: job }]);
		const { processingExecutionArn } = JSON.parse(output ?? '').handlers.processing.start;
		expect((await aws.endOf(processingExecutionArn)).status).toBe('SUCCEEDED');
	});
});
