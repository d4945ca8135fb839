import { defineSettings } from '../../shared/function-settings.ts';

export const settings = defineSettings({
	folder: 'watch-export/start-processing',
	timeoutSeconds: 290,
	environment: ['EXPORT_JOBS_TABLE', 'MANIFEST_BUCKET', 'PROCESSING_STATE_MACHINE_ARN'],
});
