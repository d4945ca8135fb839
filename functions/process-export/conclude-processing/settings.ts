import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/conclude-processing',
	timeoutSeconds: 890, // to remove the staging folder of 100,000 files
	environment: ['PROCESSED_PATH', 'EXPORT_JOBS_TABLE', 'OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME'],
});
