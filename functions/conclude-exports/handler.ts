import * as z from 'zod';
import { createHandler } from '../shared/create-handler.ts';
import { datasetSummary, exportPlan } from '../shared/export-contracts.ts';
import { concludeExports } from './conclude-exports.ts';

const input = z.object({ plan: exportPlan.pick({ leftOut: true }), datasets: z.array(datasetSummary) });

export const handler = createHandler(input, async (results, { logger }) => {
	const summary = concludeExports(results);
	logger.info('exports concluded', { summary });
	return summary;
});
