import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/record-stopped-watch',
	environment: [
		'EXPORT_JOBS_TABLE',
		'OUTCOMES_TOPIC_ARN',
		'EVENT_BUS_NAME',
		'LINKED_CONSOLE',
		'WATCH_EXPORT_STATE_MACHINE_ARN',
		'INSTANCE_NAME',
		'OWN_ACTIONS',
	],
});
