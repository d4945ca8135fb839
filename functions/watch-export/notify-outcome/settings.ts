import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/notify-outcome',
	environment: ['EXPORT_JOBS_TABLE', 'OUTCOMES_TOPIC_ARN', 'EVENT_BUS_NAME', 'LINKED_CONSOLE', 'OWN_ACTIONS'],
});
