import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'process-export/record-stopped-processing',
	environment: ['EXPORT_JOBS_TABLE', 'OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME', 'PROCESS_EXPORT_STATE_MACHINE_ARN'],
});
