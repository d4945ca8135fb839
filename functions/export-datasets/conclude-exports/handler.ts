import * as z from 'zod/mini';
import { datasetSummary, exportPlan } from '#contracts/exports.ts';
import { createHandler } from '../../shared/create-handler.ts';
import { concludeExports } from './conclude-exports.ts';

const input = z.object({ plan: z.pick(exportPlan, { excluded: true }), datasets: z.array(datasetSummary) });

export const handler = createHandler(input, async (results, { logger }) => {
	const summary = concludeExports(results);
	logger.info('exports concluded', { summary });
	return summary;
});
