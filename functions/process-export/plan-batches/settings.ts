import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/plan-batches',
	timeoutSeconds: 890,
	memoryMegabytes: 1_024, // the headers of 100,000 files
	environment: ['PROCESSED_PATH', 'BATCHES_AT_ONCE'],
});
