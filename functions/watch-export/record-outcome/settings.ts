import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/record-outcome',
	environment: ['EXPORT_JOBS_TABLE', 'INSTANCE_NAME', 'OWN_ACTIONS'],
});
