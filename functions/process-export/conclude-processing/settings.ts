import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/conclude-processing',
	timeoutSeconds: 890, // what 100,000 files leave in the staging folder is not removed in seconds
	environment: ['EXPORT_JOBS_TABLE', 'OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME'],
});
