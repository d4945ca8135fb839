import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/adopt-exports',
	timeoutSeconds: 900,
	environment: [
		'EXPORT_JOBS_TABLE',
		'WATCH_EXPORT_STATE_MACHINE_ARN',
		'ADOPT_LOOK_BACK_HOURS',
		'WATCH_SCOPE',
		'INSTANCE_NAME',
	],
});
